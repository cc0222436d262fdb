## 변경

title-changes = 변경 내역
title-changes-since = { $date } 이후 변경 내역
changes-none = 자료에 따르면 이 기간에 추가·수정·철회된 수치가 없습니다.
changes-versions = 지금 자료: { $packs }.
changes-pack = { $pack } { $version }({ $date }, 수치 { $count }건)
change-added = 추가: { $name } – { $value }.
change-revised = 수정: { $name } – { $field }: { $from } → { $to }.
change-withdrawn = 철회: { $name } (전에는 { $value }).
change-superseded = 대체: { $name } – { $from } → { $to }.
change-nothing = 없음
field-metric = 지표
field-entity = 대상
field-value = 값
field-low = 하한
field-high = 상한
field-period = 기간
field-precision = 정밀도
field-via = 재인용
title-updated = 자료 갱신일
changes-new = 최근에 공개된 수치:
changes-new-line = { $date }: { $name } – { $value }
