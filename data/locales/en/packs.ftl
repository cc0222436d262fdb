# What those who run the bot see of its data packs.

packs-title = Data packs
packs-since = Answered from since { $time }.
packs-line = { $name } { $version }: { $figures ->
    [one] one figure
   *[other] { $figures } figures
}
packs-further = and { $count } more
packs-refused = The last change was not taken over: { $why }
packs-reloaded = The packs were loaded anew, and are answered from now on. What was posted is corrected where it has changed.
packs-unread = The packs cannot be loaded anew; questions are answered from those before.
packs-would-not = If they were loaded anew, the packs would be refused.
packs-nobody = This bot was started in a way that loads no packs anew, or several calls wait for that already.
packs-slow = The packs were not read within { $seconds } seconds. Nothing has changed so far; look again with “/pack status”.
packs-same = Nothing is different from what is answered from.
packs-would = Not taken yet: “/pack reload” does that.
packs-version = { $name }: { $from } → { $to }
packs-none = none
packs-counts = { $added } added, { $revised } revised, { $withdrawn } withdrawn, { $superseded } superseded
packs-difference = { $kind ->
    [added] added
    [revised] revised
    [withdrawn] withdrawn
   *[superseded] superseded
}: { $what }
packs-more = { $count } more are in the file.
packs-file = All that is different, one a line
packs-problems-file = All problems, one a line
packs-unknown-owner = Discord did not say who owns this application. Try again in a minute, or name who runs the bot in DATUM_OPERATORS.
