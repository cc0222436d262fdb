# Datum이 한국어로 하는 말. `en` 폴더의 파일과 키와 변수가 같아야 하며 테스트가 비교한다.
# 문체: 합니다체, 짧은 문장, 느낌표 없음. 변수 바로 뒤에는 받침에 따라 달라지는 조사를 쓰지 않는다. 답이 없으면 다음에 할 일을 알린다.

## 숫자와 날짜

number-about = 약 { $number }
number-at-least = { $number } 이상
number-at-most = { $number } 이하
number-range = { $low }~{ $high }
number-with-part = { $number }({ $part }분의 1)
number-with-range = { $number }({ $range })
date-about = { $date }경
date-at-least = { $date } 이후
date-at-most = { $date } 이전
span = { $first }~{ $last }
quoted = ‘{ $text }’

## 수치의 성격

status-reported = 공표치
status-estimated = 추정치
status-provisional = 잠정치
status-announced = 발표
status-planned = 계획
status-forecast = 전망치
status-computed = 계산값
status-rounded = 어림값
status-withdrawn = 철회

## 이름표

label-as-of = 기준 시점
label-period = 기간
label-status = 성격
label-range = 범위
label-scope = 집계 대상
label-note = 참고
label-source = 출처
label-sources = 출처
label-unit = 단위
label-topic = 주제
label-narrower = 세부 지표
label-figures = 수치
unit-rank = 순위
unit-date = 날짜

## 출처

locator-page = { $number }쪽
locator-paragraph = { $number }번째 문단
locator-table = 표 { $number }
locator-figure = 그림 { $number }
source-name = { $publisher }, ‘{ $title }’
source-published = { $date } 발표
source-accessed = { $date } 열람
source-licence = 이용 조건 { $licence }
source-weak = 약한 출처
source-repost = 재게재 글
source-read-in = 재인용:
source-known-from = { $date } 공개.
source-author = { $author } 작성
sources-count = 출처는 모두 { $count }건입니다.
source-figures = 수치 { $count }건

## 제목

title-figures = 수치
title-choice = 무엇을 찾으십니까?
title-none = 해당 수치 없음
title-ask = 수치 찾기
title-topics = 주제
title-sources = 출처
title-sources-topic = 출처: { $topic }
title-cite = { $format }: { $name }
title-help = 질문 방법

## 전제

as-of = { $date }까지 공개된 자료 기준입니다.
assumed-newest = 가장 최근 수치입니다({ $period }).
assumed-only-entity = { $entity } 수치만 있습니다.
assumed-whole-entity = { $entity } 전체 수치입니다.
assumed-newest-each = 대상마다 가장 최근 수치이며 시점은 { $first }부터 { $last }까지입니다.
assumed-all-entities = 대상을 지정하지 않아 대상별 최근 수치를 모았습니다.
assumed-read-as = 오타로 보고 바꿔 읽었습니다: ‘{ $typed }’ → ‘{ $read }’.
assumed-understood = 이렇게 이해했습니다: { $metric }.
assumed-other-number = 자료의 값은 ‘{ $number }’와(과) 다릅니다.
assumed-forecast-only = 전망치입니다. 실제로 집계된 수치는 없습니다.
assumed-plan-only = 계획입니다. 실제로 집계된 수치는 없습니다.
assumed-outlook-only = 다음 성격의 수치만 있습니다: { $status }.
assumed-broad = ‘{ $metric }’에는 여러 뜻이 있어 줄마다 무엇을 셌는지 적었습니다.
assumed-broad-all = ‘{ $metric }’에는 여러 뜻이 있으며 아래는 모두 그중 하나의 수치입니다.
assumed-broad-one = ‘{ $metric }’에는 여러 뜻이 있으며 그중 하나입니다.
assumed-superseded = 물으신 수치({ $old })는 다음 수치로 바뀌었습니다: { $value }({ $period }, { $status }, { $publisher }), id { $id }.

## 여러 수치

rows-cut = 전체 { $total }건 중 { $shown }건입니다.
disagreement-all = { $sources ->
    [1] 한 출처의 수치 { $count }건이 서로 다릅니다. 모두 보여 드립니다.
   *[other] 출처 { $sources }곳의 수치 { $count }건이 서로 다릅니다. 어느 쪽도 우선하지 않고 모두 보여 드립니다.
}
note-on = { $name }: { $note }
disagreement-some = 일부 수치는 출처마다 다릅니다. 모두 보여 드립니다.
caution-rank = 자료에 있는 수치를 크기순으로 놓은 것으로, 발표된 순위가 아닙니다.

## 계산

figure-calculation = 계산: { $formula }.
figure-calculation-long = 수치 { $count }건으로 계산
input-named = { $value }({ $name })
input-whole = { $value }({ $name }, { $status }) [{ $source }]
derived-ratio = 비율: { $value } = { $formula }
derived-difference = 차이: { $value } = { $formula }
derived-sum = 합계: { $value } = { $formula }
derived-change = 변화율: { $value } = { $formula }
derived-growth = 연평균 증가율: { $value } = { $formula }
derived-share = 비중: { $value } = { $formula }
derived-average = 평균: { $value } = { $formula }
derived-results = 계산: { $list }.
derived-results-named = { $names }: { $list }.
derived-results-across = 끊긴 곳을 건너 계산: { $list }.
result-ratio = 비율 { $value }
result-difference = 차이 { $value }
result-sum = 합계 { $value }
result-change = 변화율 { $value }
result-growth = 연평균 증가율 { $value }
result-share = 비중 { $value }
result-average = 평균 { $value }
title-working = 계산 과정: { $name }
working-published = 계산해 발표한 값: { $value } = { $formula }
working-none = 계산한 값이 없습니다.

## 선택과 거절

example = { $entity } { $metric }
reason-empty = 무엇을, 누구의, 언제 수치인지 적어 주십시오. 예: ‘{ $example }’.
reason-too-long = 질문이 { $limit }자를 넘습니다. 수치 하나를 한 문장으로 물어 주십시오.
reason-small-talk = 네, 찾는 수치를 물어 주십시오. 예: ‘{ $example }’.
reason-unknown-words = 자료에 없는 말입니다: { $words }.
reason-unknown-place = ‘{ $place }’에 관한 수치가 없습니다.
reason-unknown-place-metric = ‘{ $place }’의 ‘{ $metric }’ 수치가 없습니다.
reason-no-cell = { $entity }의 ‘{ $metric }’ 수치가 없습니다.
reason-no-period = { $period } 수치가 없습니다: { $name }.
reason-no-period-known = { $period } 수치가 없습니다: { $name }. 수치가 있는 시점: { $known }.
reason-not-yet-known = { $date }까지 공개된 수치가 없습니다. 더 늦은 날짜를 넣거나 날짜 없이 물어 주십시오.
reason-no-source = 수치는 있으나 다음 출처의 것은 없습니다: { $source }. 출처를 빼고 물으면 볼 수 있습니다.
reason-wrong-unit = ‘{ $metric }’의 단위가 다릅니다({ $unit }). 단위를 빼고 물으면 볼 수 있습니다.
reason-several = 해당하는 수치가 여럿입니다.
reason-several-metrics = 같은 이름에 해당하는 지표가 여럿입니다.
reason-several-entities = 같은 이름에 해당하는 대상이 여럿입니다.
reason-entity-alone = { $entity }에 관해 다음 수치가 있습니다.
reason-topic-alone = ‘{ $topic }’ 주제에는 다음 수치가 있습니다.
reason-several-questions = 질문이 여럿입니다. 한 번에 하나씩 물어 주십시오.
reason-negation = 무엇을 뺀 수치는 찾을 수 없습니다. 보려는 대상을 적어 주십시오.
reason-unexplained-number = 아래 수치 가운데 ‘{ $number }’인 것은 없습니다. 자료에 있는 값은 다음과 같습니다.
reason-too-many-compared = 한 번에 { $most }개까지만 비교합니다. 대상을 줄여 주십시오.
reason-unlike-units = 단위가 달라 비교할 수 없습니다: ‘{ $first }’({ $first-unit }), ‘{ $second }’({ $second-unit }). 하나씩 물어 주십시오.
reason-nothing = 해당하는 수치가 없습니다.
compare-none = ‘{ $text }’에 해당하는 수치가 없어 비교하지 못했습니다.
compare-unclear = ‘{ $text }’에 해당하는 수치가 하나로 정해지지 않아 비교하지 못했습니다. 무엇을, 누구의, 언제 수치인지 적거나 입력할 때 목록에서 고르십시오.
trend-one-period = 이 시점의 수치만 있어 변화를 보여 드릴 수 없습니다.
next-suggestions = 가장 가까운 수치를 아래에 적었습니다.
next-topics = 수치가 있는 주제: { $topics }.
periods-many = { $first }~{ $last }({ $count }개 시점)

## 메뉴와 단추

menu-narrow = 하나만 보기
menu-choose = 하나를 고르십시오
menu-instead = 이 수치를 찾기
menu-figures = 수치 보기
menu-topics = 주제 열기
menu-more = 외 { $count }건
suggestion-entity = 지표 { $count }개
action-sources = 출처
action-cite = 인용
action-define = 정의
action-trend = 추이
action-chart = 그림
action-report = 오류 신고
action-working = 계산 과정
action-share = 채널에 공유
action-previous = 이전
action-next = 다음

## 꼬리말

footer-one = { $id } · { $date } 자료
footer-more = { $id } 외 { $count }건 · { $date } 자료
footer-old = 1년 넘은 자료

## 주제, 정의, 목록

topics-line = { $topic }: 지표 { $metrics }개, 수치 { $figures }건
topic-line = { $metric }({ $unit }): 수치 { $figures }건
topic-empty = 아직 수치가 없습니다.
page = { $pages }쪽 중 { $page }쪽
definition-none = 자료에 정의가 없습니다.
definition-figures = 대상 { $entities }개, 수치 { $count }건, { $span }

## 인용

format-inline = 본문 인용
format-press-ko = 언론 인용
cite-no-date = 발표일 미상
cite-figure = 수치: { $name }: { $value }({ $status }). Datum { $id }.
cite-two-authors = { $first }·{ $second }
cite-many-authors = { $first } 외
cite-inline = { $publisher }({ $year })
cite-inline-via = { $source }, { $via }에서 재인용
cite-apa-via = { $source }
    재인용: { $via }
cite-as-cited-in = 재인용: { $source }.
cite-press = { $publisher }, ‘{ $title }’({ $date })
cite-press-via = { $source }. { $via }에서 재인용
cite-press-via-report = { $source }. { $publisher } { $date } 보도에서 재인용

## 도움말

help-intro = 한국어나 영어로 무엇을, 누구의, 언제 수치인지 물으면 단위·시점·성격·출처와 함께 답합니다.
help-examples = 예: { $examples }.
help-mention = 아래 명령을 쓰거나, 채널에서 봇을 멘션하거나, 봇에게 다이렉트 메시지를 보내면 됩니다.

## 알림

notice-failed = 오류가 나서 답하지 못했습니다. 다시 물어 주시고, 계속되면 봇 운영자에게 알려 주십시오.
notice-gone = 자료에서 더는 찾을 수 없습니다. 다시 물으면 지금 있는 수치를 볼 수 있습니다.
notice-bad-date = 날짜가 아닙니다: ‘{ $text }’. 2024, 2024-04, 2024-04-15처럼 적어 주십시오.
notice-backwards-span = 끝이 시작보다 앞섭니다. ‘시작’에 앞선 날짜를 적어 주십시오.
notice-one-thing = 같은 수치끼리는 비교하지 않습니다: ‘{ $name }’. 서로 다른 수치를 둘 이상 적어 주십시오.
notice-no-files = 파일을 보내지 못했습니다. 이곳에서 봇에게 ‘파일 첨부’(Attach Files) 권한이 없습니다. 다이렉트 메시지로 요청하거나 서버 관리자에게 권한을 요청해 주십시오.
notice-file-too-large = 디스코드가 받는 크기보다 큰 파일입니다. 주제를 하나만 고르거나 수치를 줄여 주십시오.
notice-nothing-to-export = 내보낼 수치가 없습니다: ‘{ $text }’. 목록에서 주제를 고르거나 있는 수치를 적어 주십시오.
export-ready = 수치 { $count }개를 출처와 함께 담았습니다.
export-description = { $form } 파일: 출처와 함께 담은 수치 { $count }개
notice-unknown-figure = 알 수 없는 수치 id입니다: ‘{ $text }’. 목록에서 고르거나 답변 아래의 id를 복사해 주십시오.
notice-unknown-topic = 알 수 없는 주제입니다: ‘{ $text }’. 목록에서 골라 주십시오.
notice-missing-permission = 이곳에서 답할 권한이 없습니다: ‘{ $permission }’. 서버 관리자에게 요청해 주십시오.
