## 그림

chart-axis-log = 로그 눈금입니다. 한 칸 위는 아래의 { $factor }배입니다.
chart-log = 로그 눈금
chart-alt-bars = 막대그래프: { $title }.
chart-alt-lines = 선그래프: { $title }.
chart-alt-slope = 두 시점 비교 그래프: { $title }.
chart-alt-dots = 점그래프: { $title }.
chart-alt-places = 순위 목록: { $title }.
chart-alt-points = { $count }개 시점
chart-no-figure = 그릴 수치가 없습니다. 자료에 있는 수치를 물어 주십시오.
chart-one-figure = 수치 하나로는 그림을 그리지 않습니다. 다른 수치와 비교하거나 추이를 물어 주십시오.
chart-unlike-units = 단위가 다른 수치는 한 그림에 그릴 수 없습니다. 단위가 같은 수치끼리 물어 주십시오.
chart-no-length = 날짜에는 그림으로 보여 줄 길이가 없습니다. 글에서 확인해 주십시오.
chart-file-kind = ‘{ $file }’은(는) .png도 .svg도 아닙니다. 그림은 이 둘 가운데 하나로 저장합니다. 파일 이름을 그렇게 적어 주십시오.
chart-missing-letters = ‘?’는 이곳의 글꼴에 없는 글자입니다.
chart-rounded = 표시한 값은 네 자리로 반올림했습니다.
chart-break-scope = 집계 대상이 바뀌어 선을 잇지 않은 곳: { $places } 앞.
chart-break-publisher = 발표 기관이 바뀌어 선을 잇지 않은 곳: { $places } 앞.
chart-break-length = 기간의 길이가 달라 선을 잇지 않은 곳: { $places } 앞.
chart-break-restated = 이후 값만 수정 발표되어 앞과 잇지 않은 곳: { $places }.
chart-break-same-time = 같은 시기에 수치가 여럿 있어 선을 잇지 않은 곳: { $places }.
chart-restated = 수정 발표
chart-other-source = 다른 출처
chart-bounds = 발표된 범위
chart-other-figures = 그 밖의 수치

## 유의할 점, 짧게

chart-caution = 유의: { $list }.
chart-caution-stock-flow = 한 시점의 양과 기간의 합계를 나란히 놓음
chart-caution-kinds = 성격이 다른 수치임
chart-caution-measures = 서로 다른 지표임
chart-caution-scopes = 집계 대상이 모두 같지는 않음
chart-caution-publishers = 발표 기관이 달라 세는 방식이 다를 수 있음
chart-caution-broken = 서로 이어지지 않는 수치임
chart-order-computed = 발표된 순위가 아니라 계산한 순서입니다.

## 그림이 말하는 것: 제목

chart-in = { $period }
chart-in-part = { $period }
chart-on = { $period }
chart-of = { $name }의
chart-each = 각 { $value }
chart-both = { $first }·{ $second }
chart-finding-acted = { $first } { $things } { $did }, { $second } { $again }의 { $times }배
chart-finding-times = { $first }, { $second } { $times }배
chart-finding-times-of = { $measure }: { $first }, { $second }의 { $times }배
chart-finding-unlike = { $first }, { $second }의 { $times }배
chart-finding-measures = { $who }: { $first }, { $second }의 { $times }배
chart-finding-and-times = { $finding }, { $second } { $times }배
chart-finding-and-as-many = { $finding }, { $second }의 { $times }배
chart-finding-points = { $measure }: { $first }, { $second }보다 { $points } 높아
chart-finding-values = { $measure }: { $list }
chart-finding-place = { $measure }: { $name }, { $of }곳 중 { $place }
chart-finding-most = { $things } { $did } 1위 { $names }, { $value }
chart-finding-highest = { $measure } 1위 { $names }, { $value }
chart-finding-lowest = { $measure } 최저 { $names }, { $value }
chart-finding-top = { $measure }: { $of }곳 중 { $name } 최고, { $value }
chart-finding-when = { $when } { $finding }
chart-finding-change = { $what }, { $first } { $from }에서 { $last } { $to } { $way ->
    [up] 증가
    [down] 감소
    [level-up] 상승
   *[other] 하락
}
chart-finding-outlook = { $what }, { $first } { $from }에서 { $last } { $to } { $way ->
    [up] 증가
    [down] 감소
    [level-up] 상승
   *[other] 하락
}({ $status })
chart-finding-unchanged = { $what }, { $first }에도 { $last }에도 { $value }
chart-finding-newest = { $what }, { $when } { $value }
chart-finding-slopes = { $measure }, { $first }~{ $last } { $of }곳 중 { $count }곳 { $way ->
    [up] 증가
    [down] 감소
    [level-up] 상승
   *[other] 하락
}
chart-finding-sources = { $what }, 출처에 따라 { $range }
