# Conversations: what was taken from what was said before, and what is missing.

assumed-still = Still about: { $what }
reason-nothing-before = About what? Name the figure too, for example “{ $example }”.
reason-nothing-before-about = What about { $entity }? Name the figure too, for example “{ $example }”.
reason-nothing-beside = Compared with what? Name a second one, for example “compare with South Korea”.
talk-too-fast = That is a lot at once. Questions are answered again in a minute.
