## 브리핑

brief-first = 이곳에 올리는 첫 브리핑이어서 비교할 이전 브리핑이 없습니다.
brief-unchanged = 지난 브리핑({ $date }) 이후 바뀐 수치가 없습니다. { $count }개 모두 같습니다.
brief-changes = 지난 브리핑({ $date }) 이후: 신규 { $new }개, 수정 { $revised }개, 변동 없음 { $unchanged }개.
brief-withdrawn = 자료에서 빠진 수치: { $names }.
brief-new = 신규
brief-revised = 수정: { $from } → { $to }
brief-change = { $period } { $before } 대비 { $change }
brief-change-none = { $period } 대비 변동 없음
brief-change-before = { $period } { $before }
brief-change-break = { $period } { $before }, 집계 기준이 달라 증감을 계산하지 않음
brief-gone = “{ $item }” 항목은 더 이상 자료에 없습니다.
brief-no-answer = “{ $item }”에 해당하는 수치가 없습니다: { $reason }
brief-continued = { $heading }(이어서)
brief-as-of = { $date } 기준
brief-footer = { $date } 기준 · 자료: { $packs }
brief-unknown = “{ $id }” 브리핑은 없습니다. 다음 중에서 고르십시오.
    { $list }
brief-change-gaps = 증감이 없는 곳은 출처나 집계 기준이 바뀐 때입니다.
