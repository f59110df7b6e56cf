"""Accounts of people who do not come: telling them in time, and erasing what nobody uses."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l

from lms.accounts.commands.letters import account_ends, warn
from lms.accounts.commands.notices import notify
from lms.accounts.commands.personal_data import erase_person
from lms.accounts.models import Person
from lms.accounts.queries.long_away import (
    ENDS,
    TOLD_BEFORE,
    invitations_left,
    kept_for,
    people_to_erase,
    people_to_tell,
)
from lms.kernel.clock import local, now
from lms.kernel.retention import BY_ITSELF

#: Few, because each takes many statements.
BATCH = 20
#: Who can read this came back.
STAYS = _l("Je was lang weg. Je kwam terug, dus je account blijft")


def tell_the_long_away() -> int:
    """Tell a batch of people by mail when their account goes; return how many. The notice is how we know it later."""
    people, day = people_to_tell(limit=BATCH), local(now() + TOLD_BEFORE).date()
    for person in people:
        version = day.isoformat()
        notify(person, cause=ENDS, object=f"person/{person.uid}", version=version, text=STAYS, url="/account")
        if person.email:
            warn(person, person.email, lambda: account_ends(day, kept_for().days), cause=ENDS, version=version)
    return len(people)


def erase_the_long_away(before: datetime) -> int:
    """Erase a batch of people who were not here since a moment and have no place; return how many."""
    return _erase(people_to_erase(before, limit=BATCH))


def erase_invitations(before: datetime) -> int:
    """Erase a batch of people who were invited before a moment and never came; return how many."""
    return _erase(invitations_left(before, limit=BATCH))


def _erase(people: Sequence[Person]) -> int:
    for person in people:
        erase_person(person, BY_ITSELF, BY_ITSELF)
    return len(people)
