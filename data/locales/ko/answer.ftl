# 비교, 추이, 순위: 답하지 못하는 까닭, 주의할 점, 검산.

reason-no-outlook = 계획이나 전망 수치가 없습니다: { $name }. 그 말을 빼고 물으면 집계된 수치를 볼 수 있습니다.
next-comparable = 비교할 수 있는 지표와 각 수치를 아래에 적었습니다.
assumed-one-compared = 대상이 하나뿐입니다. 비교할 대상을 하나 더 적어 주십시오.

## 주의할 점

caution-stock-flow = 주의: 특정 시점의 양과 일정 기간의 합계입니다. 시점의 양: { $stocks }. 기간의 합계: { $flows }.
caution-kinds-of = 주의: 성격이 다른 지표입니다: { $list }.
caution-measures = 주의: 서로 다른 지표입니다: { $list }.
caution-outlook = 주의: 계획·전망과 집계된 수치가 섞여 있습니다: { $list }.
caution-statuses-of = 주의: 수치의 성격이 서로 다릅니다: { $list }.
caution-periods-of = 주의: 기준 시점이 서로 다릅니다: { $list }.
caution-scopes = 주의: 집계 대상이 서로 다릅니다: { $list }.
caution-publishers = 주의: 발표 기관이 달라 집계 방식이 다를 수 있습니다: { $list }.
caution-not-added-unlike = 합산하지 않았습니다: 같은 대상을 같은 시점에 같은 방식으로 센 수치가 아닙니다.
caution-not-added-overlap = 합산하지 않았습니다: 한 수치가 센 것이 다른 수치에도 들어 있을 수 있습니다.
caution-broken = 주의: 두 수치는 이어지는 계열이 아닙니다: { $why }.
caution-stretch = 중간에 끊긴 계열입니다. { $first }~{ $last } 수치는 서로 이어집니다.
caution-across = 주의: { $first }~{ $last } 사이에 집계 방식이 바뀌어, 끊긴 곳을 건너 계산한 값이 모두 증감은 아닙니다.
derived-across = 끊긴 곳을 건너 계산: { $text }
caution-order-published = 발표된 순위입니다.
caution-not-ranked = 이 기간의 수치가 없는 대상: { $names }.
caution-not-ranked-outlook = 계획·전망 수치만 있어 뺀 대상: { $names }.
caution-not-ranked-whole = 여럿을 묶은 수치여서 뺀 대상: { $names }.
row-sources-differ = { $status }, 출처에 따라 { $range }
group = { $what }({ $names })
scope-none = 명시 없음
names-more = { $names } 외 { $more }개

## 끊긴 계열

break-row-continues = { $status }, 바로 위가 아니라 { $period } 수치에서 이어짐
break-row = { $status }, 계열 끊김: { $why }
break-scope = 집계 대상이 다름
break-publisher = 발표 기관이 다름
break-length = 기간의 길이가 다름
break-restated = 뒤의 값이 다시 집계됨
break-same-time = 같은 시점의 수치가 여럿임

## 순위

rank-place = { $of }곳 중 { $place }
rank-place-named = { $name }: { $of }곳 중 { $place }

## 발표된 계산의 검산

check-agrees = 발표된 값: { $published }. 다시 계산한 값: { $recomputed } = { $formula }. 발표된 자릿수 안에서 일치합니다.
check-differs = 발표된 값: { $published }. 다시 계산한 값: { $recomputed } = { $formula }. 발표된 자릿수 안에서 일치하지 않습니다.
fraction = { $part }분의 1
fraction-digits = { $part }분의 1
