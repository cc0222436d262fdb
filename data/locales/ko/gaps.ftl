# 답하지 못한 질문의 문장

gaps-title = 답하지 못한 질문
gaps-about = 지난 { $days }일 동안 답하지 못한 질문의 낱말입니다. 누가 물었는지는 남기지 않습니다.
gaps-line = ‘{ $words }’ { $count }번
gaps-near = { $asked }: 가장 가까운 것은 { $near }
gaps-named = { $asked }: { $near }의 다른 이름으로 ‘{ $name }’을(를) 더하면 답할 수 있습니다
gaps-answered = { $asked }: 지금은 답이 있습니다
gaps-more = 나머지 { $count }개는 파일에 있습니다.
gaps-none = 지난 { $days }일 동안 답하지 못한 질문이 없습니다.
gaps-off = 이 서버에서는 답하지 못한 질문을 세지 않습니다. /설정 미답 명령어로 켤 수 있습니다. 누가 물었는지 없이 낱말과 횟수만 30일 동안 남깁니다.
gaps-file = 모든 질문과 자료팩 표에 붙여 넣을 행
gaps-rows = 자료팩의 { $file }에 넣을 행입니다. 같은 id의 행을 바꿉니다:
