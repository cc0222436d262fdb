# What was asked and not answered.

gaps-title = Asked and not answered
gaps-about = Questions of the last { $days } days that got no answer, by their words. Who asked is not kept.
gaps-line = { $count } × “{ $words }”
gaps-near = { $asked }: nearest is { $near }
gaps-named = { $asked }: “{ $name }” as another name of { $near } would have answered it
gaps-answered = { $asked }: has an answer by now
gaps-more = { $count } more are in the file.
gaps-none = In the last { $days } days nothing was asked in vain.
gaps-off = Questions without an answer are not counted here. “/settings gaps” switches that on: words and how often, without who asked, for 30 days.
gaps-file = All questions, and rows to paste into the tables of a pack
gaps-rows = For { $file } of a pack; each row takes the place of the one with the same id:
