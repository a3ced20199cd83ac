"""Stock: goods, what came in and went out at which cost, counts against the shelf."""
