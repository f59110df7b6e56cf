"""Letting somebody off: from an item of a path, or from the day. With a reason that the learner reads."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands import notify
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.commands.paths import settle
from lms.training.models.learning_paths import LearningPath
from lms.training.models.path_members import PathExemption, PathMember

EXEMPTED = "training.path_exempted"


def exempt(path: LearningPath, address: str, about: str, reason: str, *, by: Person, origin: str) -> PathExemption:
    """Let somebody off an item (its uid) or the day (empty); giving it twice is once, and the newest reason stands."""
    person = person_by_email(address)
    if person is None or not person.active or not person.has_role(*path.roles):
        raise Refusal(_("We vinden niemand met dit adres die dit leerpad loopt."), "address")
    there = _locked(path, person, about)
    if there is not None and there.lifted_at is None and there.reason == reason:
        return there  # pressed twice: the learner heard it once
    row = there or _made(path, person, about, reason, by)
    row.reason, row.by_id, row.at = reason, by.id, now()
    row.lifted_at, row.lifted_reason, row.lifted_by_id = None, None, None
    db.session.flush()
    settle(person, path.id)
    _tell(row, path, person, by, origin)
    return row


def lift(exemption: PathExemption, reason: str, *, by: Person, origin: str) -> None:
    """Take an exemption back, with the reason; what was done meanwhile counts as ever."""
    row = exemption
    db.session.refresh(row, PathExemption.__table__.columns.keys(), with_for_update=True)
    if row.lifted_at is not None:
        return
    row.lifted_at, row.lifted_reason, row.lifted_by_id = now(), reason, by.id
    if not row.about:
        _remind_anew(row)
    db.session.flush()
    _tell(row, row.path, row.person, by, origin)


def _remind_anew(row: PathExemption) -> None:
    member = db.session.get(PathMember, (row.person_id, row.path_id))
    if member:
        member.reminded = 0


def _tell(row: PathExemption, path: LearningPath, person: Person, by: Person, origin: str) -> None:
    lifted = row.lifted_at is not None
    audit.record("path.lift" if lifted else "path.exempt", f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    words = _l("Je vrijstelling voor %(title)s is opgeheven", title=path.title)
    notify(
        person,
        cause=EXEMPTED,
        object=f"vrijstelling/{row.uid}",
        version=f"{(row.lifted_at or row.at).isoformat()}",
        text=words if lifted else _l("Je hebt een vrijstelling voor %(title)s", title=path.title),
        url=f"/leerpad/{path.slug}/waarom",
    )


def _locked(path: LearningPath, person: Person, about: str) -> PathExemption | None:
    mine = (PathExemption.person_id == person.id, PathExemption.path_id == path.id, PathExemption.about == about)
    wanted = select(PathExemption).where(*mine).with_for_update()
    return db.session.scalar(wanted, execution_options={"populate_existing": True})


def _made(path: LearningPath, person: Person, about: str, reason: str, by: Person) -> PathExemption:
    row = PathExemption(person_id=person.id, path_id=path.id, about=about, reason=reason, by_id=by.id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as refused:  # somebody else was first
        found = _locked(path, person, about)
        if found is None:
            raise refused
        return found
    return row
