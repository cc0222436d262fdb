# 운영자가 보는 자료팩의 문장

packs-title = 자료팩
packs-since = { $time }부터 이 자료로 답합니다.
packs-line = { $name } { $version }: 수치 { $figures }개
packs-further = 외 { $count }개
packs-refused = 마지막 변경은 반영하지 않았습니다: { $why }
packs-reloaded = 자료팩을 다시 불러왔고, 이제 이 자료로 답합니다. 올린 글에서 바뀐 수치는 정정합니다.
packs-unread = 자료팩을 다시 불러올 수 없습니다. 지금까지의 자료로 계속 답합니다.
packs-would-not = 다시 불러와도 이 자료팩은 받아들일 수 없습니다.
packs-nobody = 이 봇은 자료팩을 다시 불러오지 않게 시작했거나, 이미 여러 요청이 기다리고 있습니다.
packs-slow = { $seconds }초 안에 자료팩을 다 읽지 못했습니다. 아직 바뀐 것은 없습니다. 나중에 /자료팩 상태 명령어로 확인하세요.
packs-same = 지금 답하는 자료와 다른 점이 없습니다.
packs-would = 아직 반영하지 않았습니다. /자료팩 다시읽기 명령어로 반영합니다.
packs-version = { $name }: { $from } → { $to }
packs-none = 없음
packs-counts = 추가 { $added }, 정정 { $revised }, 철회 { $withdrawn }, 대체 { $superseded }
packs-difference = { $kind ->
    [added] 추가
    [revised] 정정
    [withdrawn] 철회
   *[superseded] 대체
}: { $what }
packs-more = 나머지 { $count }개는 파일에 있습니다.
packs-file = 달라진 모든 것, 한 줄에 하나
packs-problems-file = 모든 문제, 한 줄에 하나
packs-unknown-owner = 이 애플리케이션의 소유자를 디스코드에서 확인하지 못했습니다. 잠시 뒤에 다시 시도하거나 DATUM_OPERATORS에 운영자를 적으세요.
