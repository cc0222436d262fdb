## Changes

title-changes = Changes
title-changes-since = Changes since { $date }
changes-none = No figure was added, revised or withdrawn in this time, as far as the data tell.
changes-versions = The data now: { $packs }.
changes-pack = { $pack } { $version } of { $date } ({ $count ->
    [one] 1 figure
   *[other] { $count } figures
})
change-added = added: { $name } – { $value }.
change-revised = revised: { $name } – { $field }: { $from } → { $to }.
change-withdrawn = withdrawn: { $name } (was { $value }).
change-superseded = replaced: { $name } – { $from } → { $to }.
change-nothing = nothing
field-metric = what is measured
field-entity = whom it is about
field-value = value
field-low = lower bound
field-high = upper bound
field-period = period
field-precision = precision
field-via = where it was read
title-updated = Data last updated
changes-new = Public last:
changes-new-line = { $date }: { $name } – { $value }
