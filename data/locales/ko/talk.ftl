# 이어지는 질문: 앞에서 이어받은 것과 빠진 것.

assumed-still = 이어서: { $what }
reason-nothing-before = 무엇에 대한 질문입니까? 찾는 수치도 함께 적어 주십시오. 예: ‘{ $example }’.
reason-nothing-before-about = { $entity }의 무엇입니까? 찾는 수치도 함께 적어 주십시오. 예: ‘{ $example }’.
reason-nothing-beside = 무엇과 비교합니까? 비교할 것을 하나 더 적어 주십시오.
talk-too-fast = 한꺼번에 질문이 너무 많습니다. 1분 뒤에 다시 답합니다.

## 짧은 답변

period-newest = { $period } (최신)
action-more = 더 보기
derived-equal = 차이 없음
results-between = { $names }: { $list }
result-part = 약 { $part }분의 1({ $value })
trend-from-to = { $result }: { $from }({ $since }) → { $to }({ $until })
cautions-folded = 서로 다른 점: { $list }.
short-stock-flow = 시점의 양과 기간의 합계
short-kinds = 수치의 종류
short-measures = 지표
short-statuses = { $list }
short-periods = 시점({ $list })
short-scopes = 집계 대상
short-publishers = 발표 기관
sources-of = { $label }({ $all }개 중 { $shown }개)
ask-closer = 더 좁혀 물을 수 있습니다. 예: ‘{ $example }’.

## 용도별 도움말

help-group-ask = 묻기:
help-group-look = 둘러보기:
help-group-use = 인용·내보내기·검증:
help-group-post = 올리기:
help-group-manage = 설정:
