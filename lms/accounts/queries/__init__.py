"""Reading people and sessions."""

from lms.accounts.queries.people import people_with_role

__all__ = ["people_with_role"]
