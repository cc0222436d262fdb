## Briefs

brief-first = First brief of this kind here: nothing to compare with yet.
brief-unchanged = Nothing has changed since the last brief of { $date }: { $count ->
    [one] the one figure is
   *[other] all { $count } figures are
} the same.
brief-changes = Since the last brief of { $date }: { $new } new, { $revised } revised, { $unchanged } unchanged.
brief-withdrawn = No longer in the data: { $names }.
brief-new = new
brief-revised = revised from { $from } to { $to }
brief-change = { $change } since { $period } ({ $before })
brief-change-none = unchanged since { $period }
brief-change-before = { $period }: { $before }
brief-change-break = { $period }: { $before }, counted in another way, so no change is calculated
brief-gone = “{ $item }” is no longer in the data.
brief-no-answer = No figure for “{ $item }”: { $reason }
brief-continued = { $heading } (continued)
brief-as-of = As of { $date }
brief-footer = As of { $date } · data: { $packs }
brief-unknown = There is no brief “{ $id }”. There are:
    { $list }
brief-change-gaps = Where no change is given, the source or what is counted changes.
