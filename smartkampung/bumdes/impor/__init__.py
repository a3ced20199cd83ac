"""Taking books over: opening balances, journals from CSV and XLSX, Excel books with a mapping, another chart."""
