"""Toolkit items per action-card step, and experience with them."""
