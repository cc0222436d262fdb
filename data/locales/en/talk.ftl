# Conversations: what was taken from what was said before, and what is missing.

assumed-still = Still about: { $what }
reason-nothing-before = About what? Name the figure too, for example “{ $example }”.
reason-nothing-before-about = What about { $entity }? Name the figure too, for example “{ $example }”.
reason-nothing-beside = Compared with what? Name a second one, for example “compare with South Korea”.
talk-too-fast = That is a lot at once. Questions are answered again in a minute.

## Short answers

period-newest = { $period } (newest known)
action-more = More
derived-equal = no difference
results-between = { $names }: { $list }
result-part = about 1/{ $part } ({ $value })
trend-from-to = { $result }, from { $from } ({ $since }) to { $to } ({ $until })
cautions-folded = Not alike: { $list }.
short-stock-flow = an amount at one time against a sum over a period
short-kinds = different kinds of quantity
short-measures = different measures
short-statuses = { $list }
short-periods = different periods ({ $list })
short-scopes = not the same is counted
short-publishers = different publishers
sources-hidden = { $count ->
    [one] 1 more source.
   *[other] { $count } more sources.
}
