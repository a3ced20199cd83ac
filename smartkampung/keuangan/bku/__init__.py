"""Books of the cash journal, the page of a voucher, closing of months and years."""
