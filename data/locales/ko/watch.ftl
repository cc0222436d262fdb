# 채널에서 지켜보는 수치의 문장

watch-value = { $value } ({ $period }, { $status })
watch-newer = 지켜보는 수치에 새 값이 나왔습니다. 이전: { $was }.
watch-revised = 지켜보는 수치가 정정되었습니다. 이전: { $was }.
watch-withdrawn = 지켜보는 수치 { $was }이(가) 철회되었습니다. 남은 값:
watch-which = 맞는 수치가 여럿입니다. 어느 것을 지켜볼까요?
watch-added = #{ $number } { $name }, 지켜보기 시작했습니다. 지금 값: { $now }. 새 값이나 정정이 나오면 이곳에 한 번 올립니다. 그만두려면 /알림 삭제.
watch-known = 이 채널에서 이미 지켜보고 있습니다: #{ $number } { $name }.
watch-many = 서버마다 수치를 { $most }개까지 지켜볼 수 있습니다. 하나를 먼저 지워 주십시오.
watch-none = 이곳에서 지켜보는 수치가 없습니다. /알림 추가 명령어로 시작하십시오.
watch-list = 지켜보는 수치
watch-unknown = 이곳에서 지켜보는 수치가 아닙니다. 목록에서 고르십시오.
watch-removed = { $name }, 더 지켜보지 않습니다.
watch-withdrawn-already = 철회된 수치라 지켜볼 값이 없습니다.
