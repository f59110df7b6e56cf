"""What training announces; listeners write their own tables in the same unit of work."""

from blinker import signal

part_completed = signal("training.part_completed")
"""Somebody completed a part for the first time: ``person``, ``module`` and ``part``."""

module_completed = signal("training.module_completed")
"""Somebody reached 100 % of a module for the first time: ``person``, ``module`` and ``version``."""
