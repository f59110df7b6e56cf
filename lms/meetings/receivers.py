"""What meetings do when something happens to an account."""

from typing import Any

from lms.accounts.models import Person
from lms.meetings.commands.sign_up import leave_open_meetings


def on_account_changes(_app: Any, *, person: Person, active: bool) -> None:
    """Give the seats and places in line of somebody whose account closes to who is next."""
    if not active:
        leave_open_meetings(person)
