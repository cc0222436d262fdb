## Reports

report-title = Report a figure
report-what = What is wrong?
report-what-example = The report of May says 1,970, not 1,961.
report-link = Link to evidence
report-nobody = Whoever runs this bot takes no reports here. Turn to the source of the figure.
report-too-many = That is a lot of reports within an hour. Nothing was sent; send it again later.
report-empty = A report needs a word on what is wrong. Press Report again and fill in the first field.
report-sent = Thank you. The report has gone to whoever runs this bot.
report-unsent = The report could not be delivered. Nothing of it is lost: copy it from here and try again later.
report-message = Report: { $name }
report-from = From
report-from-user = user { $user }, in a direct message
report-from-server = user { $user }, in server { $server }
