## 오류 신고

report-title = 수치 오류 신고
report-what = 무엇이 틀렸습니까?
report-what-example = 5월 보고서에는 1,961이 아니라 1,970으로 나옵니다.
report-link = 근거 링크
report-nobody = 이 봇의 운영자는 여기서 신고를 받지 않습니다. 수치의 출처에 문의해 주십시오.
report-too-many = 한 시간 안에 신고가 너무 많습니다. 보내지 않았으니 나중에 다시 보내 주십시오.
report-empty = 무엇이 틀렸는지 적어야 신고할 수 있습니다. 오류 신고를 다시 눌러 첫 칸을 채워 주십시오.
report-sent = 감사합니다. 신고 내용을 봇 운영자에게 전했습니다.
report-unsent = 신고를 전하지 못했습니다. 적으신 내용은 아래에 그대로 있으니 복사해 두었다가 나중에 다시 보내 주십시오.
report-message = 오류 신고: { $name }
report-from = 보낸 사람
report-from-user = 사용자 { $user }, 다이렉트 메시지
report-from-server = 사용자 { $user }, 서버 { $server }
