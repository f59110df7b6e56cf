"""Telling people with certain roles that something changes ("Er verandert iets"), and noting that somebody read it."""

from collections.abc import Collection

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts import commands as accounts
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.queue import enqueue
from lms.programme.models import FrameChange, FrameRead, Programme
from lms.programme.queries.frames import has_read, people_told

TOLD = "frame.changed"
TELL = "programme.tell_of_frame"
BATCH = 100


def announce_frame(
    programme: Programme, *, title: str, text: str, roles: Collection[Role], by: Person, origin: str
) -> FrameChange:
    """Say that something changes, to everybody with one of these roles; the notices follow in the background."""
    kept = [role.value for role in Role if role in roles]
    change = FrameChange(programme_id=programme.id, title=title, text=text, roles=kept, by_id=by.id)
    db.session.add(change)
    db.session.flush()
    audit.record("frame.announce", f"frame/{change.uid}", actor_uid=by.uid, origin=origin)
    enqueue(TELL, change.uid)
    return change


def tell_of_frame(uid: str, after: int = 0) -> int | None:
    """Tell a batch of people, in the order of their numbers; return the number to go on after, or nothing at the end.

    Nobody is told twice: the notice of one change to one person is one row.
    """
    change = db.session.scalar(select(FrameChange).where(FrameChange.uid == uid))
    people = people_told(change, after=after, limit=BATCH) if change else ()
    for person in people:
        accounts.notify(
            person,
            cause=TOLD,
            object=f"frame/{uid}",
            text=LazyString(_sentence, change.title if change else ""),
            url=f"/veranderingen/{uid}",
        )
    return people[-1].id if len(people) == BATCH else None


def mark_read(change: FrameChange, *, by: Person) -> None:
    """Note that somebody read it; once more, or from two phones at once, is the same."""
    if has_read(change, by):
        return
    try:
        with db.session.begin_nested():
            db.session.add(FrameRead(change_id=change.id, person_id=by.id))
    except IntegrityError:  # the other phone was first
        return


def _sentence(title: str) -> str:
    return _("Er verandert iets: %(title)s", title=title)
