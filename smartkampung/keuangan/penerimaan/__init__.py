"""Cash in and cash moved: income, deposits, transfers, bank interest, accounts, opening balances."""
