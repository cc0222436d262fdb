## Discord

discord-late = This takes longer than { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
  } and was given up. Ask for less at once: one thing, one year, or a shorter text.
discord-failed = Something went wrong here and the answer was lost. Ask again; if it stays so, tell whoever runs the bot: incident { $incident }.
discord-no-answer-id = This message is no answer of this bot that could be cited. Use it on a reply with an answer id below, or use /cite.
discord-plain-text = Shown as plain text: the bot lacks the permission “Embed Links” here.
discord-unknown-button = This button is from another version of the bot. Ask again to get a new one.
discord-unknown-command = This command is from another version of the bot. Restart Discord to see the present ones.
discord-unknown-source = “{ $source }” is not a known source. Choose one from the list.
discord-moderators-only = This command is for members who may manage the messages of this channel (“Manage Messages”).
discord-managers-only = This command is for members who may manage the server (“Manage Server”).
discord-operators-only = This command is for those who run Datum.
