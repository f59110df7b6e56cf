"""What advice does when a neighbourhood gets another adviser."""

from typing import Any

from lms.accounts.models import Person
from lms.advice.commands.handing import hand_over
from lms.programme.models import Neighbourhood


def on_adviser_changed(_app: Any, *, neighbourhood: Neighbourhood, person: Person, before: Person | None) -> None:
    """Hand over what is open."""
    hand_over(neighbourhood, person, before)
