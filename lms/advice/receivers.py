"""What advice does when a neighbourhood gets another adviser, or somebody leaves its team or advises no more."""

from typing import Any

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.commands.handing import hand_over
from lms.advice.commands.reply_addresses import end_addresses
from lms.advice.commands.stopping import stop_advising
from lms.programme.models import Neighbourhood


def on_adviser_changed(_app: Any, *, neighbourhood: Neighbourhood, person: Person, before: Person | None) -> None:
    """Hand over what is open; who advised before answers no more mails about it."""
    hand_over(neighbourhood, person, before)
    if before is not None:
        end_addresses(before, neighbourhood.id)


def on_team_left(_app: Any, *, neighbourhood: Neighbourhood, person: Person) -> None:
    """Let the mails that somebody has of a neighbourhood be answered no more."""
    end_addresses(person, neighbourhood.id)


def on_account_changes(_app: Any, *, person: Person, active: bool) -> None:
    """Let nothing wait for somebody whose account closes."""
    if not active:
        stop_advising(person)


def settle_roles(person: Person, roles: frozenset[Role]) -> None:
    """Let nothing wait for somebody who is no adviser any more."""
    if Role.ADVISER in roles:
        stop_advising(person)
