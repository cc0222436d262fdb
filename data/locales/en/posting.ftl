# What is said when a brief could not be posted, or something could not be saved.

post-notice-failed = The brief “{ $title }” could not be posted in { $place }. { $reason }
post-notice-moved = The brief “{ $title }” could not be posted in { $place }. { $reason } It goes to { $other } instead.
post-notice-not-made = The brief from the template “{ $template }” could not be made. { $reason }
post-notice-paused = Schedule { $number } is paused after { $count } failures in a row. Mend the cause, then let it run again with /schedule.
post-without-files = Charts and tables could not be attached here: the permission Attach Files is missing.

post-reason-by-person = Somebody paused it.
post-reason-channel-gone = The channel or thread is gone; choose another one.
post-reason-thread-closed = The thread is locked; unlock it or choose another one.
post-reason-not-allowed = The bot may not post there; it needs View Channel, Send Messages, Send Messages in Threads, Create Public Threads, Embed Links and Attach Files.
post-reason-tag-needed = The forum asks for a tag, or a chosen tag is gone; choose a tag.
post-reason-too-many-threads = The server has as many open threads as Discord allows; close some.
post-reason-template-gone = The template is gone or cannot be read any more; choose another one.
post-reason-refused = Discord did not accept the message; the operator finds the cause in the log.
post-reason-unreachable = Discord could not be reached for hours.
post-reason-unknown = After an interruption it could not be seen whether it was posted, and it was not posted twice; the bot needs Read Message History.
post-reason-mistake = A mistake of mine stopped it; the operator finds it in the log.

store-unreachable = Nothing was saved: the database cannot be reached just now. Please try again in a few minutes; if it stays so, tell the operator.
store-refused = Nothing was saved: the database does not let the bot in. Please tell the operator.
store-newer = Nothing was saved: the database belongs to a newer version of the program. Please tell the operator.
store-full = Nothing was saved: the disk of the database is full. Please tell the operator.
store-locked = Nothing was saved: another program holds the database. Please try again in a minute.
store-read-only = Nothing was saved: the database is read-only. Please tell the operator.
store-damaged = Nothing was saved: the database is damaged. Please tell the operator.
store-missing = Nothing was changed: that no longer exists. Look at the list again.
store-mistake = Nothing was saved: a mistake of mine stopped it. Please tell the operator.
