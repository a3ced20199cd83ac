"""Health: ratios with their figures, readiness for the ranking with its evidence."""
