"""Asking people which dates suit them, taking their answers, and making the meeting."""
