"""How long letters take: median, 90th percentile, share in time, per kind, month and officer (criterion SK-2)."""
