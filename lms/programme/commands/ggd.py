"""Taking the page about a neighbourhood out of the product."""

from lms.accounts.models import Person
from lms.kernel import audit
from lms.programme.models import Neighbourhood


def note_sheet_taken(neighbourhood: Neighbourhood, *, by: Person, origin: str) -> None:
    """Write in the log that somebody took the page about a neighbourhood along."""
    audit.record("sheet.export", f"neighbourhood/{neighbourhood.uid}", actor_uid=by.uid, origin=origin)
