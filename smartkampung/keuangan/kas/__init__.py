"""Cash: the documents that move money and the one journal they are posted to; every book and report is a view of it."""
