"""Writing down what happened, for people who do not know debit: forms in plain words, a quick grid, what recurs."""
