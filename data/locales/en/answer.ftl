# Comparisons, trends and rankings: why there is none, what to mind, and what was checked.

reason-no-outlook = There is no plan or forecast for this: { $name }. Ask without that word to see what was observed.
