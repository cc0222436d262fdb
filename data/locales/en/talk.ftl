# Conversations: what was taken from what was said before, and what is missing.

assumed-still = Still about: { $what }
reason-nothing-before = About what? Name the figure too, for example “{ $example }”.
reason-nothing-before-about = What about { $entity }? Name the figure too, for example “{ $example }”.
reason-nothing-beside = Compared with what? Name a second one.
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
sources-of = { $label } ({ $shown } of { $all })
ask-closer = Ask closer, for example “{ $example }”.

## Help by what a command is for

help-group-ask = Ask:
help-group-look = Look around:
help-group-use = Cite, take away, check:
help-group-post = Post:
help-group-manage = Set up:
