# 글 속 수치를 대조한 결과를 알리는 문장.

claim-title = 수치 대조 결과
claim-summary = 수치 { $total }건: 다름 { $differs }건, 지난 값 { $outdated }건, 일치 { $matches }건, 확인 불가 { $unknown }건.
claim-nothing = 글에 대조할 수치가 없습니다. “{ $example }” 같은 문장을 넣어 보십시오.
claim-finding = { $mark } { $quote }: { $verdict }
claim-matches = 일치합니다. 출처의 값은 { $figure }
claim-matches-calculated = 일치합니다. 계산 { $value } = { $formula }
claim-differs = 다릅니다. 출처의 값은 { $figure }
claim-differs-close = 조금 다릅니다. 출처의 값은 { $figure }
claim-differs-swapped = 다릅니다. 숫자 두 자리가 바뀌었습니다. 출처의 값은 { $figure }
claim-differs-large = 다릅니다. { $factor }배 크게 적혔습니다. 출처의 값은 { $figure }
claim-differs-small = 다릅니다. { $factor }분의 1로 작게 적혔습니다. 출처의 값은 { $figure }
claim-differs-other-time = 다릅니다. { $period }의 값입니다. 출처의 값은 { $figure }
claim-differs-other-entity = 다릅니다. { $entity }의 값입니다. 출처의 값은 { $figure }
claim-differs-calculated = 다릅니다. 수치로 계산하면 { $value } = { $formula }
claim-outdated = 지난 값입니다. 이때의 값: { $was }; 최신 값: { $now }
claim-outdated-replaced = 대체된 값입니다. 이전 값: { $was }; 지금 값: { $now }
claim-unknown = 확인할 수 없습니다. 뜻하는 수치를 자료에서 분명히 찾지 못했습니다.
claim-unknown-statement = 판정하지 않았습니다. 부정하거나 가정하거나 묻는 문장입니다.
claim-unknown-measure = 확인할 수 없습니다. 자료에 있는 지표를 말하지 않습니다.
claim-unknown-place = 확인할 수 없습니다. 문장에 나온 지역의 자료가 없습니다.
claim-unknown-entity = 확인할 수 없습니다. 자료에 없는 조합입니다: { $entity }, { $metric }
claim-unknown-period = 확인할 수 없습니다. 그 시기의 값이 없습니다: { $entity }, { $metric }
claim-unknown-several = 확인할 수 없습니다. 뜻하는 수치가 둘 이상일 수 있습니다.
claim-nearest = { $sentence } 가장 가까운 값은 { $figure }
claim-figure = { $value }({ $name }, { $status }) { $source }
claim-more = 나머지 { $count }건은 파일에 있습니다.
claim-more-cut = 나머지 { $count }건은 생략했습니다.
claim-file = 글 속 모든 수치와 자료의 대조 결과
claim-review-matches = 사실: 출처와 일치
claim-review-differs = 거짓: 출처와 다름
claim-review-outdated = 지난 값: 전에는 맞음
claim-empty = 대조할 글이 없습니다. 명령 뒤에 적거나 표준 입력으로 넣으십시오.
claim-not-text = 입력이 UTF-8 글이 아니어서 대조할 수 없습니다. 먼저 변환하십시오.
claim-too-long = 입력이 { $limit }바이트보다 깁니다. 나누어 대조하십시오.
