"""Circles and who is in them, their series and sessions, and what is on the agenda."""

from lms.circles.models.agenda import AgendaItem
from lms.circles.models.circles import Circle, CircleMember, HouseRules
from lms.circles.models.sessions import CircleSession, Series

__all__ = ["AgendaItem", "Circle", "CircleMember", "CircleSession", "HouseRules", "Series"]
