"""Control and what follows: before and after, KPIs, conversations, the next measurement and the next cycle."""
