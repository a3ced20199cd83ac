"""Reading the budget: the tree, charts, gauges of the rules, years side by side, the public page, the baliho."""
