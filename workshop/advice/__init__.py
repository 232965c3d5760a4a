"""Advice: what a facilitator should mind in each step, silent when there is nothing."""
