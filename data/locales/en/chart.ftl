## Charts

chart-gap = No line is drawn where the source or what is counted changes.
chart-axis-cut = The axis does not start at zero.
chart-axis-log = Logarithmic axis: each line is { $factor } times the one below.
chart-bar-part = the longest bar is about { $times } times this
chart-bar-unseen = too short to be seen
chart-alt-bars = Bar chart: { $title }.
chart-alt-lines = Line chart: { $title }.
chart-alt-points = { $count } points
