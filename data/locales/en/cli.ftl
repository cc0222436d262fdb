## Command line

line-too-long = The line is longer than { $limit } bytes. Ask one short question a line.
line-not-text = The line is not UTF-8 text. Save the file as UTF-8 and try again.
line-prompt = Type one question a line. Ctrl-D ends.
file-unwritten = “{ $file }” could not be written: { $error }. Choose another file with --chart.
