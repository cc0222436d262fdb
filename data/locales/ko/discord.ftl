## Discord

discord-late = { $seconds }초가 지나도 끝나지 않아 그만두었습니다. 대상이나 연도를 줄이거나 글을 짧게 하여 다시 물어 주십시오.
discord-failed = 오류가 나서 답하지 못했습니다. 다시 물어 주시고, 계속되면 봇 운영자에게 알려 주십시오. 오류 번호 { $incident }.
discord-no-answer-id = 인용할 수 있는 봇의 답변이 아닙니다. 아래에 답변 id가 있는 답변에서 쓰거나 /인용 명령을 쓰십시오.
discord-plain-text = 글자로만 보여 드립니다. 이곳에서 봇에게 ‘링크 첨부’(Embed Links) 권한이 없습니다.
discord-unknown-button = 다른 판의 봇이 만든 버튼입니다. 다시 물으면 새 버튼이 나옵니다.
discord-unknown-command = 다른 판의 봇이 만든 명령입니다. 디스코드를 다시 시작하면 지금 명령이 보입니다.
discord-unknown-source = 알 수 없는 출처입니다: ‘{ $source }’. 목록에서 골라 주십시오.
discord-moderators-only = 이 채널의 메시지 관리 권한이 있는 구성원만 쓸 수 있는 명령어입니다.
discord-managers-only = 서버 관리 권한이 있는 구성원만 쓸 수 있는 명령어입니다.
discord-operators-only = Datum을 운영하는 사람만 쓸 수 있는 명령어입니다.
