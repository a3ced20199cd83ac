"""Fixed assets and what is paid ahead: the register, depreciation month by month, disposal."""
