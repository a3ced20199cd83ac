"""The money at a glance: cash now, pagu against realisation, plan against months, what is late, what waits for whom."""
