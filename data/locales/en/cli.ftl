## Command line

line-too-long = The line is longer than { $limit } bytes. Ask one short question a line.
line-not-text = The line is not UTF-8 text. Save the file as UTF-8 and try again.
line-prompt = Type one question a line. Ctrl-D ends.
file-unwritten = “{ $file }” could not be written: { $error }. Choose another file with --chart.

## The page that shows the bot without an account: what to try first

guide-title = Five things to try
guide-text = This is the real bot on a stand-in for Discord that runs on your machine. Each button does what a reader would do; nothing leaves the machine.
guide-ask = Ask for a figure
guide-ask-hint = /fact H100 count of Korea
guide-ask-query = H100 count of Korea
guide-compare = Compare, with a picture
guide-compare-hint = /compare Microsoft and Korea
guide-compare-first = Microsoft H100 purchases
guide-compare-second = H100 count of Korea
guide-check = Check a sentence
guide-check-hint = Apps → Check figures
guide-check-sentence = Korea holds 1,691 H100s, one eightieth of what Microsoft bought in 2023.
guide-brief = Post a brief into a thread
guide-brief-hint = a preview first, then Post
guide-brief-template = AI compute
guide-own = Your own question
guide-own-hint = type it, with suggestions
