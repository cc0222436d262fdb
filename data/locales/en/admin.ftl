# What the commands around briefs and settings say.

permission-view-channel = View Channel
permission-send-messages = Send Messages
permission-create-public-threads = Create Public Threads
permission-send-in-threads = Send Messages in Threads
permission-embed-links = Embed Links
permission-attach-files = Attach Files

brief-no-template = There is no template “{ $name }”. There are: { $list }.
brief-no-place = A brief can go to a thread, a forum or a text channel; choose one with the option “thread”.
brief-servers-only = Briefs are posted in servers; here they can only be read.
brief-unknown-tag = The forum has no tag “{ $tag }”. It has: { $list }.
brief-many-tags = Discord allows at most { $most } tags on a post; choose fewer.
brief-tag-needed = { $channel } wants a tag on each post. Choose one with the option “tag”: { $list }.
brief-locked = { $channel } is locked. Unlock it, or choose another thread.
brief-you-may-not = You may not post in { $channel }, so nothing is posted there for you. Missing: { $permissions }.
brief-bot-may-not = Datum may not post in { $channel }. It needs: { $permissions }.
brief-unseen = Datum does not see that channel. It needs: View Channel.
brief-unreachable = Discord did not answer. Nothing was posted; try again in a minute.
brief-without-embeds = Embed Links is missing there, so the brief comes as plain text.
brief-without-files = Attach Files is missing there, so the charts and the table are left out.
brief-goes-inside = Preview. It will be posted in { $channel }.
brief-goes-new = Preview. A thread “{ $name }” will be opened in { $channel }.
brief-goes-forum = Preview. A post “{ $name }” will be made in { $channel }.
brief-preview = { $shown } of { $total } figures are shown here; the brief has { $messages ->
    [one] one message
   *[other] { $messages } messages
}, { $charts ->
    [0] no chart
    [one] one chart
   *[other] { $charts } charts
} and a table of all figures.
brief-whole = The whole brief as text
brief-post = Post
brief-cancel = Cancel
brief-cancelled = Nothing was posted.
brief-posted = Posted: { $count ->
    [one] one message.
   *[other] { $count } messages.
}
brief-not-posted = It was not posted. { $reason }
brief-under-way = It is being posted; look there in a minute.
brief-where = Where
brief-table = Table of { $count } figures with their sources
brief-missed = This brief was due on { $date } and is posted late.

post-no-answer = Only answers of Datum that everybody can see are posted to threads. Ask publicly, or share the answer first.
post-no-thread = No reporting thread is set and no thread is open. Somebody who manages the server can set one with /settings reporting.
post-which = No reporting thread is set. Which thread is it for?
post-title = Answer of Datum

corrected = Corrected on { $date }: { $name }, from { $from } to { $to }.
corrected-withdrawn = Corrected on { $date }: { $name }, { $from }, was withdrawn from the data.
corrected-notice = { $count ->
    [one] A figure that was posted here has been corrected in the data:
   *[other] { $count } figures that were posted here have been corrected in the data:
}
    { $lines }

settings-title = Settings of this server
settings-saved = Saved. It holds from now on.
settings-reset = All settings are back at their defaults.
settings-unset = not set
settings-language = Language
settings-language-reader = each reader's own
settings-mentions = Mentions
settings-mentions-all = answered in all channels
settings-mentions-nowhere = not answered
settings-visibility = Answers are seen by
settings-visibility-usual = everyone; refusals only by the asker
settings-visibility-everyone = everyone
settings-visibility-asker = only the asker
settings-reporting = Reporting thread
settings-notices = Notices
settings-gaps = Questions without an answer
settings-gaps-on = counted by their words for 30 days, without who asked; see /gaps
settings-gaps-off = not counted
settings-templates = Templates of this server
settings-channel-gone = a channel that is gone ({ $id })
settings-channel-needed = Choose a channel with the option “channel”.
settings-many-channels = At most { $most } channels can be chosen; answer everywhere instead, and take the bot's View Channel away where it shall be silent.
settings-template-removed = The template “{ $name }” was removed.

template-form = A template for briefs
template-title = Title
template-title-example = AI compute, weekly
template-lines = One question a line; # begins a section
template-lines-example = # Compute, then a line such as: H100 held Korea
template-no-title = The template needs a title.
template-too-long = This line is too long, { $limit } characters are allowed: “{ $line }”.
template-no-items = The template needs at least one question, one a line.
template-empty-section = The section “{ $heading }” has no question below it.
template-too-many = A template holds at most { $sections } sections with { $items } questions each.
template-many = A server can have { $most } templates; remove one first.
template-saved = The template “{ $name }” is saved. Today it gives { $count ->
    [0] no figure.
    [one] one figure.
   *[other] { $count } figures.
} Try it with /brief.

schedule-title = A new schedule
schedule-brief = Brief
schedule-where = Where
schedule-when = When
schedule-next-runs = Next runs
schedule-not-yet = Nothing is saved yet.
schedule-save = Save
schedule-cancelled = Nothing was saved.
schedule-saved = Schedule { $number } is saved. Its first run: { $next }.
schedule-none = This server has no schedules. Add one with /schedule add.
schedule-list = Schedules of this server
schedule-next = Next: { $next }.
schedule-is-paused = Paused. { $reason }
schedule-unknown = There is no such schedule here; choose one from the list.
schedule-never = That has no next run; choose another time.
schedule-many = A server can have { $most } schedules; remove one first.
schedule-paused = Schedule { $number } is paused.
schedule-resumed = Schedule { $number } runs again. Next: { $next }.
schedule-removed = Schedule { $number } was removed.
schedule-moment = { $weekday }, { $date }, { $time }
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
when-daily = every day, { $time }
when-weekdays = Monday to Friday, { $time }
when-weekly = every { $days }, { $time }
when-monthly = day { $day } of each month, { $time }
when-last-day = last day of each month, { $time }
when-cron = cron { $line }
when-empty = Say when, such as “every Monday 9:00”, “weekdays 8:30” or “0 9 * * 1”.
when-no-time = Say at what time of the day, such as 9:00.
when-many-times = Say one time of the day; for several, add a schedule for each.
when-no-days = Say on which days: every Monday, weekdays, daily, 1st of the month.
when-many-days = Say days of the week or a day of the month, not both.
when-unknown = “{ $word }” is not understood here. Say it like “every Monday 9:00”.
when-no-cron = A cron line has five fields: minute, hour, day of the month, month, day of the week.
when-too-often = A brief comes once an hour at the most.
when-no-zone = There is no time zone “{ $name }”; choose one from the list, such as Asia/Seoul.

mydata-exported = This is everything that is stored.
mydata-file = Everything that is stored, as JSON
mydata-delete = Delete
mydata-delete-me = Your id will be removed from everything that you have set up or posted. What belongs to servers stays, without your id.
mydata-delete-server = All settings, templates, schedules, watches, counted questions and the record of what was posted will be deleted for this server. Messages that were posted stay; a brief that was posted today may be posted again.
mydata-deleted = Deleted: { $count ->
    [0] there was nothing.
    [one] one record.
   *[other] { $count } records.
}
