# What a check of the figures in a text says.

claim-title = Figures checked
claim-summary = { $total ->
    [one] 1 number
   *[other] { $total } numbers
}: differing { $differs }, out of date { $outdated }, matching { $matches }, not known here { $unknown }.
claim-nothing = There is no number in the text that claims something. Check a sentence such as “{ $example }”.
claim-finding = { $mark } { $quote }: { $verdict }
claim-matches = matches { $figure }
claim-matches-calculated = matches { $value } = { $formula }
claim-differs = differs: the source says { $figure }
claim-differs-close = differs by little: the source says { $figure }
claim-differs-swapped = differs, two digits changed places: the source says { $figure }
claim-differs-large = differs, { $factor } times too large: the source says { $figure }
claim-differs-small = differs, { $factor } times too small: the source says { $figure }
claim-differs-other-time = differs, that is the value of { $period }: the source says { $figure }
claim-differs-other-entity = differs, that is the value of { $entity }: the source says { $figure }
claim-differs-calculated = differs: the figures give { $value } = { $formula }
claim-outdated = out of date: right for { $was }; the newest figure is { $now }
claim-outdated-replaced = out of date: { $was } was replaced by { $now }
claim-unknown = not known: no figure in the data is clearly meant
claim-unknown-statement = not judged: the sentence denies, supposes or asks
claim-unknown-measure = not known: the words name nothing that the data measure
claim-unknown-place = not known: the data say nothing about the place that is named
claim-unknown-entity = not known: no figure about { $entity } for { $metric }
claim-unknown-period = not known: no figure of that time about { $entity } for { $metric }
claim-unknown-several = not known: more than one figure may be meant
claim-nearest = { $sentence }; the nearest is { $figure }
claim-figure = { $value } ({ $name }, { $status }) { $source }
claim-more = { $count ->
    [one] 1 more finding is in the file.
   *[other] { $count } more findings are in the file.
}
claim-more-cut = { $count ->
    [one] 1 more finding is not shown.
   *[other] { $count } more findings are not shown.
}
claim-quote = { $quote } ({ $place })
claim-place = paragraph { $paragraph }, sentence { $sentence }
claim-place-sentence = sentence { $sentence }
claim-file = The text with a mark under each number, and every finding
claim-file-empty = There is no text in the file.
claim-file-broken = The document is damaged: it cannot be unpacked or read. Save it again and send that.
claim-file-locked = The document has a password, or is of an older kind. Save it as .docx without a password, or as text.
claim-file-no-document = The archive holds no document. Send the .docx file itself, or the text.
claim-file-unpacked = The document unpacks to more than is read here. Send its text alone.
claim-file-large = The file is larger than { $limit } MB. Send it in parts.
claim-file-unreachable = Discord did not give the file out. Send it again.
claim-form = Check the numbers of a text
claim-form-text = The text
claim-form-example = Paste a paragraph or a whole story, in English or Korean
claim-review-matches = True: matches the source
claim-review-differs = False: differs from the source
claim-review-outdated = Outdated: was right before
claim-empty = There is no text to check. Give it behind the command or on standard input.
claim-not-text = The input is not text in UTF-8, so nothing in it can be checked. Convert it first.
claim-too-long = The input is longer than { $limit } bytes. Check it in parts.
