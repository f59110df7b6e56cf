"""What the programme does when something happens to an account."""

from typing import Any

from lms.accounts.models import Person
from lms.programme.commands.absences import take_back_lent
from lms.programme.commands.advisers import lock_places_of, tell_adviser_left
from lms.programme.commands.asked import tell_later
from lms.programme.commands.teams import follow_account


def on_account_changes(_app: Any, *, person: Person, active: bool) -> None:
    """Let somebody lead, advise and stand in only while their account is open.

    Who leads and who advises is put back when it opens again; who stands in is asked anew.
    """
    lock_places_of(person)
    follow_account(person, active=active)
    if not active:
        take_back_lent(person)
        tell_adviser_left(person)


def on_account_opens(_app: Any, *, person: Person, active: bool) -> None:
    """Tell who comes in now what they were asked meanwhile."""
    if active:
        tell_later(person)
