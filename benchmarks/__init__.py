"""Benchmarks: what each page and action costs, beside bare yardsticks measured in the same run."""
