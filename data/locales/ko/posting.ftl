# What is said when a brief could not be posted, or something could not be saved.

post-notice-failed = ‘{ $title }’ 브리핑을 올리지 못했습니다. 올릴 곳: { $place } { $reason }
post-notice-moved = ‘{ $title }’ 브리핑을 예정된 곳에 올리지 못해 다른 곳에 올립니다. 예정된 곳: { $place }, 올리는 곳: { $other } { $reason }
post-notice-not-made = ‘{ $template }’ 양식의 브리핑을 만들지 못했습니다. { $reason }
post-notice-paused = 연속 { $count }회 실패하여 { $number }번 일정을 멈췄습니다. 원인을 해결한 뒤 /schedule 명령으로 다시 시작해 주십시오.
post-without-files = 파일 첨부 권한이 없어 차트와 표를 첨부하지 못했습니다.

post-reason-by-person = 사용자가 멈췄습니다.
post-reason-channel-gone = 채널이나 스레드가 없어졌습니다. 다른 곳을 선택해 주십시오.
post-reason-thread-closed = 스레드가 잠겨 있습니다. 잠금을 풀거나 다른 곳을 선택해 주십시오.
post-reason-not-allowed = 게시 권한이 없습니다. 채널 보기, 메시지 보내기, 스레드에서 메시지 보내기, 공개 스레드 만들기, 링크 첨부, 파일 첨부 권한을 주십시오.
post-reason-tag-needed = 포럼에 태그가 필요하거나 선택한 태그가 없어졌습니다. 태그를 선택해 주십시오.
post-reason-too-many-threads = 서버에 열린 스레드가 Discord 한도에 이르렀습니다. 일부를 닫아 주십시오.
post-reason-template-gone = 양식이 없어졌거나 읽을 수 없습니다. 다른 양식을 선택해 주십시오.
post-reason-refused = Discord가 메시지를 받아들이지 않았습니다. 원인은 운영자의 로그에 있습니다.
post-reason-unreachable = 몇 시간 동안 Discord에 연결할 수 없었습니다.
post-reason-unknown = 중단된 뒤 이미 올렸는지 확인할 수 없어, 두 번 올리지 않도록 그만두었습니다. 메시지 기록 보기 권한을 주십시오.
post-reason-mistake = 프로그램 오류로 중단되었습니다. 원인은 운영자의 로그에 있습니다.

store-unreachable = 저장하지 못했습니다. 지금 데이터베이스에 연결할 수 없습니다. 몇 분 뒤 다시 시도하고, 계속되면 운영자에게 알려 주십시오.
store-refused = 저장하지 못했습니다. 데이터베이스가 접속을 거부합니다. 운영자에게 알려 주십시오.
store-newer = 저장하지 못했습니다. 데이터베이스가 더 새로운 버전의 것입니다. 운영자에게 알려 주십시오.
store-full = 저장하지 못했습니다. 데이터베이스 디스크가 가득 찼습니다. 운영자에게 알려 주십시오.
store-locked = 저장하지 못했습니다. 다른 프로그램이 데이터베이스를 쓰고 있습니다. 잠시 뒤 다시 시도해 주십시오.
store-read-only = 저장하지 못했습니다. 데이터베이스가 읽기 전용입니다. 운영자에게 알려 주십시오.
store-damaged = 저장하지 못했습니다. 데이터베이스가 손상되었습니다. 운영자에게 알려 주십시오.
store-missing = 변경하지 못했습니다. 해당 항목이 더 이상 없습니다. 목록을 다시 확인해 주십시오.
store-mistake = 저장하지 못했습니다. 프로그램 오류입니다. 운영자에게 알려 주십시오.
