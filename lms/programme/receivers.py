"""What the programme does when something happens to an account."""

from typing import Any

from lms.accounts.models import Person
from lms.programme.commands.teams import follow_account


def on_account_changes(_app: Any, *, person: Person, active: bool) -> None:
    """Let a director lead only while their account is open."""
    follow_account(person, active=active)
