## Charts

chart-axis-cut = The axis does not start at zero.
chart-axis-log = Logarithmic axis: each line is { $factor } times the one below.
chart-bar-part = the longest bar is about { $times } times this
chart-bar-unseen = too short to be seen
chart-alt-bars = Bar chart: { $title }.
chart-alt-lines = Line chart: { $title }.
chart-alt-points = { $count } points
chart-no-figure = There is no figure to draw. Ask for one that the data hold.
chart-one-figure = One figure needs no picture. Compare it with another one, or ask for its trend.
chart-unlike-units = Figures of different units do not fit into one picture. Ask for one unit at a time.
chart-no-length = Dates and ranks have no length that a picture could show. Read them in the text.
chart-lacks-korean = No installed font has Korean letters, so the picture is in English. The package fonts-nanum brings one.
chart-break-scope = What is counted changes before { $places }; no line is drawn there.
chart-break-publisher = The publisher changes before { $places }; no line is drawn there.
chart-break-length = The periods change in length before { $places }; no line is drawn there.
chart-break-restated = From { $places } on the values were restated, the earlier ones were not; no line is drawn between.
chart-break-same-time = Several figures speak of { $places }; no line is drawn there.
chart-restated = restated
chart-other-figures = other figures
