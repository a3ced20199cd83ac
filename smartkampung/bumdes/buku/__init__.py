"""The books: chart, journals, posting, months and years, balances."""
