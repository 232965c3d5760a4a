"""Helpers of `make`: the browser, the texts, a running app for pictures, tests and benchmarks."""
