## Charts

chart-axis-log = Logarithmic axis: each line is { $factor } times the one below.
chart-log = logarithmic scale
chart-alt-bars = Bar chart: { $title }.
chart-alt-lines = Line chart: { $title }.
chart-alt-slope = Slope chart: { $title }.
chart-alt-dots = Dot chart: { $title }.
chart-alt-places = List of places: { $title }.
chart-alt-points = { $count } points
chart-no-figure = There is no figure to draw. Ask for one that the data hold.
chart-one-figure = One figure needs no picture. Compare it with another one, or ask for its trend.
chart-unlike-units = Figures of different units do not fit into one picture. Ask for one unit at a time.
chart-no-length = Dates have no length that a picture could show. Read them in the text.
chart-file-kind = “{ $file }” is neither .png nor .svg: pictures are written as one of these. Name the file so.
chart-missing-letters = “?” stands for writing that no font here has.
chart-rounded = Labels are rounded to four digits.
chart-break-scope = What is counted changes before { $places }; no line is drawn there.
chart-break-publisher = The publisher changes before { $places }; no line is drawn there.
chart-break-length = The periods change in length before { $places }; no line is drawn there.
chart-break-restated = From { $places } on the values were restated, the earlier ones were not; no line is drawn between.
chart-break-same-time = Several figures speak of { $places }; no line is drawn there.
chart-restated = restated
chart-other-source = another source
chart-bounds = published range
chart-other-figures = other figures

## What to mind, in a few words

chart-caution = Caution: { $list }.
chart-caution-stock-flow = an amount at one time stands beside a sum over a period
chart-caution-kinds = these are different kinds of quantity
chart-caution-measures = these are different measures
chart-caution-scopes = not the same is counted everywhere
chart-caution-publishers = the publishers differ and may count differently
chart-caution-broken = these figures do not continue each other
chart-order-computed = Order calculated, not published.

## What a picture says: its title

chart-in = in { $period }
chart-in-part = in the { $period }
chart-on = on { $period }
chart-of = { $name }
chart-each = { $value } each
chart-both = { $first } and { $second }
chart-finding-acted = { $first } { $did } { $times } times as many { $things } as { $second } { $again }
chart-finding-times = { $first }: { $times } times { $second }
chart-finding-times-of = { $measure }: { $first } { $times } times { $second }
chart-finding-unlike = { $first }: { $times } times { $second }
chart-finding-measures = { $who }: { $first } { $times } times { $second }
chart-finding-and-times = { $finding }, { $times } times { $second }
chart-finding-and-as-many = { $finding }, { $times } times as many as { $second }
chart-finding-points = { $measure }: { $first } { $points } above { $second }
chart-finding-values = { $measure }: { $list }
chart-finding-place = { $measure }: { $name } { $place } of { $of }
chart-finding-most = { $names } { $did } the most { $things }: { $value }
chart-finding-highest = { $measure }: { $names } highest with { $value }
chart-finding-lowest = { $measure }: { $names } lowest with { $value }
chart-finding-top = { $measure }: { $name } highest of { $of } with { $value }
chart-finding-when = { $finding } { $when }
chart-finding-change = { $what } { $way ->
    [up] rose
    [level-up] rose
   *[other] fell
} from { $from } { $first } to { $to } { $last }
chart-finding-outlook = { $what } to { $way ->
    [up] rise
    [level-up] rise
   *[other] fall
} from { $from } { $first } to { $to } { $last } ({ $status })
chart-finding-unchanged = { $what } unchanged: { $value } { $first } and { $last }
chart-finding-newest = { $what }: { $value } { $when }
chart-finding-slopes = { $measure } { $way ->
    [up] rose
    [level-up] rose
   *[other] fell
} in { $count } of { $of } from { $first } to { $last }
chart-finding-sources = { $what }: { $range }, depending on the source
