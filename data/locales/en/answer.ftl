# Comparisons, trends and rankings: why there is none, what to mind, and what was checked.

reason-no-outlook = There is no plan or forecast for this: { $name }. Ask without that word to see what was observed.
next-comparable = What can be compared, and each figure by itself, is listed below.
assumed-one-compared = One thing was named: name a second one to compare it with.

## What to mind

caution-stock-flow = Caution: a stock beside a flow. An amount at one time: { $stocks }. A sum over a period: { $flows }.
caution-kinds-of = Caution: different kinds of quantity: { $list }.
caution-measures = Caution: different measures: { $list }.
caution-outlook = Caution: what is planned or forecast stands beside what was observed: { $list }.
caution-statuses-of = Caution: not all figures came about in the same way: { $list }.
caution-periods-of = Caution: the periods differ: { $list }.
caution-scopes = Caution: not the same is counted: { $list }.
caution-publishers = Caution: different publishers, who may count differently: { $list }.
caution-not-added-unlike = Not added up: these figures do not count the same thing in the same way at the same time.
caution-not-added-overlap = Not added up: what one of these figures counts may be counted in another, too.
caution-broken = Caution: these two figures do not continue each other: { $why }.
caution-stretch = The series has a break. The figures from { $first } to { $last } continue each other.
caution-across = Caution: from { $first } to { $last } not the same was counted all along; what is calculated across the break is not all growth.
derived-across = Across the break: { $text }
caution-order-published = This order was published as such.
caution-not-ranked = No figure for this period: { $names }.
caution-not-ranked-outlook = Left out, as there is nothing but a plan or forecast: { $names }.
caution-not-ranked-whole = Left out, as a group or a whole is not compared with single ones: { $names }.
row-sources-differ = { $status }; sources differ: { $range }
group = { $what } ({ $names })
scope-none = not stated
names-more = { $names } and { $more } more

## Breaks in a series

break-row-continues = { $status }; continues { $period }, not the line above
break-row = { $status }; break: { $why }
break-scope = another scope
break-publisher = another publisher
break-length = another length of period
break-restated = the later value was restated
break-same-time = several figures for one time

## Rankings

rank-place = { $place } of { $of }
rank-place-named = { $name }: { $place } of { $of }

## Published calculations, checked

check-agrees = Published: { $published }. Recomputed: { $recomputed } = { $formula }. Both agree within the digits published.
check-differs = Published: { $published }. Recomputed: { $recomputed } = { $formula }. They do not agree within the digits published.
fraction = { $part ->
    [2] one half
    [3] one third
    [4] one quarter
    [5] one fifth
    [6] one sixth
    [7] one seventh
    [8] one eighth
    [9] one ninth
    [10] one tenth
    [12] one twelfth
    [15] one fifteenth
    [20] one twentieth
    [25] one twenty-fifth
    [30] one thirtieth
    [40] one fortieth
    [50] one fiftieth
    [60] one sixtieth
    [70] one seventieth
    [80] one eightieth
    [90] one ninetieth
    [100] one hundredth
    [1000] one thousandth
   *[other] 1/{ $part }
}
fraction-digits = 1/{ $part }
