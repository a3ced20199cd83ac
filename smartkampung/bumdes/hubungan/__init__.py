"""The link to the village: capital in, shares out, reconciliation of both ledgers."""
