# What Datum says in English. The files of the folder `ko` have the same keys with the same variables; a test compares them.
# Style: short sentences, no exclamation marks, no first person. A refusal says what to do next.

## Numbers and dates

number-about = about { $number }
number-at-least = at least { $number }
number-at-most = at most { $number }
number-range = { $low } to { $high }
number-with-part = { $number } (1/{ $part })
number-with-range = { $number } ({ $range })
date-about = around { $date }
date-at-least = { $date } or later
date-at-most = { $date } or earlier
span = { $first } to { $last }
quoted = “{ $text }”

## Status of a figure

status-reported = reported
status-estimated = estimate
status-provisional = provisional
status-announced = announced
status-planned = planned
status-forecast = forecast
status-computed = calculated
status-rounded = rounded
status-withdrawn = withdrawn

## Labels

label-as-of = As of
label-period = Period
label-status = Status
label-range = Range
label-scope = Scope
label-note = Note
label-source = Source
label-sources = Sources
label-unit = Unit
label-topic = Topic
label-narrower = Includes
label-figures = Figures
unit-rank = rank
unit-date = date

## Sources

locator-page = page { $number }
locator-paragraph = paragraph { $number }
locator-table = table { $number }
locator-figure = figure { $number }
source-name = { $publisher }, “{ $title }”
source-published = published { $date }
source-accessed = read { $date }
source-licence = licence { $licence }
source-weak = weak source
source-repost = copied text
source-read-in = Read in:
source-known-from = Public since { $date }.
source-author = by { $author }
sources-count = { $count } sources in all.
source-figures = { $count ->
    [one] 1 figure
   *[other] { $count } figures
}

## Titles

title-figures = Figures
title-choice = Which one?
title-none = No figure
title-ask = Ask for a figure
title-topics = Topics
title-sources = Sources
title-sources-topic = Sources: { $topic }
title-cite = { $format }: { $name }
title-help = How to ask

## What was taken for granted

as-of = As known by { $date }.
assumed-newest = Newest figure known: { $period }.
assumed-only-entity = There are figures for { $entity } only.
assumed-whole-entity = For { $entity } as a whole.
assumed-newest-each = The newest figure of each is shown; they are of { $first } to { $last }.
assumed-all-entities = No name was given: this is the newest figure for each.
assumed-read-as = “{ $typed }” was read as “{ $read }”.
assumed-understood = Read as: { $metric }.
assumed-other-number = The data does not say “{ $number }”, but this.
assumed-forecast-only = This is a forecast. No observed figure is known.
assumed-plan-only = This is a plan. No observed figure is known.
assumed-outlook-only = Only figures of this status are known: { $status }.
assumed-broad = “{ $metric }” can mean several things; each line says which.
assumed-broad-all = “{ $metric }” can mean several things; all lines are of one of them.
assumed-broad-one = “{ $metric }” can mean several things; this is one of them.
assumed-superseded = The figure asked for ({ $old }) was replaced by { $value } ({ $period }, { $status }, { $publisher }), id { $id }.

## Several figures

rows-cut = { $shown } of { $total } figures shown.
disagreement-all = { $sources ->
    [one] { $count } figures from one source differ. All are shown.
   *[other] { $count } figures from { $sources } sources differ. All are shown, none is preferred.
}
note-on = { $name }: { $note }
disagreement-some = Sources differ on some of these figures; each version is shown.
caution-rank = The order is calculated over the figures in the data; it is not a published ranking.

## Calculations

figure-calculation = Calculation: { $formula }.
figure-calculation-long = calculated from { $count } figures
input-named = { $value } ({ $name })
input-whole = { $value } ({ $name }, { $status }) [{ $source }]
derived-ratio = Ratio: { $value } = { $formula }
derived-difference = Difference: { $value } = { $formula }
derived-sum = Sum: { $value } = { $formula }
derived-change = Change: { $value } = { $formula }
derived-growth = Growth per year: { $value } = { $formula }
derived-share = Share: { $value } = { $formula }
derived-average = Average: { $value } = { $formula }
derived-results = Calculated: { $list }.
derived-results-named = { $names }: { $list }.
derived-results-across = Calculated across the break: { $list }.
result-ratio = ratio { $value }
result-difference = difference { $value }
result-sum = sum { $value }
result-change = change { $value }
result-growth = growth per year { $value }
result-share = share { $value }
result-average = average { $value }
title-working = Working: { $name }
working-published = Published as calculated: { $value } = { $formula }
working-none = Nothing was calculated here.

## Choices and refusals

example = { $entity } { $metric }
reason-empty = Say what to look up, for whom and for when. Example: “{ $example }”.
reason-too-long = The question is longer than { $limit } characters. Ask for one figure in one sentence.
reason-small-talk = Ready when you are: ask for a figure, such as “{ $example }”.
reason-unknown-words = Nothing in the data explains { $words }.
reason-unknown-place = There are no figures about “{ $place }”.
reason-unknown-place-metric = There is no figure about “{ $place }” for “{ $metric }”.
reason-no-cell = There is no figure about { $entity } for “{ $metric }”.
reason-no-period = There is no figure for { $period }: { $name }.
reason-no-period-known = There is no figure for { $period }: { $name }. Known periods: { $known }.
reason-not-yet-known = No figure for this was public by { $date }. Ask for a later date, or without one.
reason-no-source = There are figures for this, but none from { $source }. Ask without the source to see them.
reason-wrong-unit = “{ $metric }” is counted in another unit: { $unit }. Ask without the unit to see it.
reason-several = Several figures fit.
reason-several-metrics = The name fits several measures.
reason-several-entities = The name fits several countries, companies or things.
reason-entity-alone = This is known about { $entity }.
reason-topic-alone = This is known on the topic { $topic }.
reason-several-questions = These are several questions. Ask one at a time.
reason-negation = A question that leaves something out cannot be looked up. Name what should be shown.
reason-unexplained-number = None of these figures is “{ $number }”. What is known is listed below.
reason-too-many-compared = At most { $most } things are compared at once. Name fewer.
reason-unlike-units = “{ $first }” ({ $first-unit }) and “{ $second }” ({ $second-unit }) have different units and cannot be compared. Ask for each by itself.
reason-nothing = There is no figure for this.
compare-none = There is no figure for “{ $text }”, so nothing is compared.
compare-unclear = “{ $text }” is not one figure, and only figures are compared. Say what, for whom and when, or choose one while typing.
trend-one-period = Only this period is known, so there is no change to show.
next-suggestions = The nearest figures are listed below.
next-topics = There are figures on: { $topics }.
periods-many = { $first } to { $last } ({ $count } periods)

## Menus and buttons

menu-narrow = Show one of these
menu-choose = Choose one
menu-instead = Ask for this instead
menu-figures = Show figures
menu-topics = Open a topic
menu-more = and { $count } more
suggestion-entity = { $count ->
    [one] 1 measure
   *[other] { $count } measures
}
action-sources = Sources
action-cite = Cite
action-define = Definition
action-trend = Trend
action-chart = Chart
action-report = Report
action-working = Show working
action-share = Share in channel
action-previous = Back
action-next = More

## Footer

footer-one = { $id } · data of { $date }
footer-more = { $id } and { $count } more · data of { $date }
footer-old = more than a year old

## Topics, definitions, lists

topics-line = { $topic }: { $metrics ->
    [one] 1 measure
   *[other] { $metrics } measures
}, { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
}
topic-line = { $metric } ({ $unit }): { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
}
topic-empty = There are no figures here yet.
page = Page { $page } of { $pages }
definition-none = The data give no definition.
definition-figures = { $count ->
    [one] 1
   *[other] { $count }
} for { $entities ->
    [one] 1 name
   *[other] { $entities } names
}, { $span }

## Citations

format-inline = In the text
format-press-ko = Korean press
cite-no-date = n.d.
cite-figure = Figure: { $name }: { $value } ({ $status }). Datum { $id }.
cite-two-authors = { $first } and { $second }
cite-many-authors = { $first } et al.
cite-inline = { $publisher } ({ $year })
cite-inline-via = { $source }, as cited in { $via }
cite-apa-via = { $source }
    As cited in: { $via }
cite-as-cited-in = As cited in { $source }.
cite-press = { $publisher }, ‘{ $title }’({ $date })
cite-press-via = { $source }. As cited in { $via }.
cite-press-via-report = { $source }. As cited in { $publisher }, { $date }.

## Help

help-intro = Ask in English or Korean: what, for whom, when. Each answer carries its unit, period, status and source.
help-examples = Examples: { $examples }.
help-mention = Use the commands below, mention the bot in a channel, or write it a direct message.

## Notices

notice-failed = Something went wrong here and the answer was lost. Ask again; if it stays so, tell whoever runs the bot.
notice-gone = The data no longer have this. Ask again to see what there is.
notice-bad-date = “{ $text }” is not a date. Write it as 2024, 2024-04 or 2024-04-15.
notice-backwards-span = The period ends before it starts. Put the earlier date into “from”.
notice-one-thing = “{ $name }” is compared with itself. Name at least two different figures.
notice-no-files = The file cannot be sent: the bot lacks the permission “Attach Files” here. Ask in a direct message, or ask a server admin to grant it.
notice-file-too-large = The file is larger than Discord takes. Export one topic, or ask for fewer figures.
notice-nothing-to-export = There is nothing to export for “{ $text }”. Choose a topic from the list, or ask for figures that exist.
export-ready = { $count ->
    [one] 1 figure with its source.
   *[other] { $count } figures with their sources.
}
export-description = { $form } file: { $count ->
    [one] 1 figure with its source
   *[other] { $count } figures with their sources
}
notice-unknown-figure = “{ $text }” is not the id of a known figure. Choose one from the list, or copy the id below an answer.
notice-unknown-topic = “{ $text }” is not a known topic. Choose one from the list.
notice-missing-permission = The bot may not answer here: it lacks the permission “{ $permission }”. Ask a server admin to grant it.
