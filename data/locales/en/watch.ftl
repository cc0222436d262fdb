# What is said about figures that a channel watches.

watch-value = { $value } ({ $period }, { $status })
watch-newer = Watched here: there is a newer value. Before: { $was }.
watch-revised = Watched here: the value was revised. Before: { $was }.
watch-withdrawn = Watched here: { $was } was withdrawn. What is left:
watch-which = Several figures fit. Which one shall be watched here?
watch-added = Watching #{ $number }: { $name }. Now: { $now }. A newer value or a revision is posted here once. /watch remove ends it.
watch-known = This channel watches that already: #{ $number } { $name }.
watch-many = A server can watch { $most } figures; remove one first.
watch-none = Nothing is watched here. Begin with /watch add.
watch-list = Watched figures
watch-unknown = No such figure is watched here; choose one from the list.
watch-removed = { $name } is no longer watched here.
watch-withdrawn-already = That figure was withdrawn, so there is nothing to watch.
