"""Indicators, measurements and the evaluation of learning."""
