"""How a sheet lays its records out: every layout but one record a row is recognised, asked about and rearranged."""
