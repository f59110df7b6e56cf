"""What was told: moments as far as somebody may read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.models import KeptUpload, Moment, MomentChip, Neighbourhood
from lms.programme.policy import moments_read_by, reads_everything_in
from lms.programme.queries.neighbourhoods import WITH_HEAD

PAGE = 20


def new_form_key() -> str:
    """Return what makes a form that is sent twice one moment."""
    return new_uid(24)


@dataclass(frozen=True)
class MomentStart:
    """What the small form on a start page needs: where it is told, and a fresh key."""

    slug: str
    name: str
    key: str = field(default_factory=new_form_key)


@dataclass(frozen=True)
class ToldMoment:
    """A moment with what it is about."""

    moment: Moment
    chips: tuple[MomentChip, ...]


@dataclass(frozen=True)
class Waiting:
    """What came in with a form and waits for its moment."""

    recording: KeptUpload | None = None
    photo: KeptUpload | None = None


def moment_start(neighbourhood: Neighbourhood) -> MomentStart:
    """Return what the small form on a start page needs; costs no statement."""
    return MomentStart(neighbourhood.slug, neighbourhood.name)


def moments(
    neighbourhood: Neighbourhood, actor: Actor, *, about: tuple[str, str] | None = None, before: int | None = None
) -> list[ToldMoment]:
    """Return a page of the moments somebody may read and one more, newest first, in two statements.

    ``about`` is the kind and key of a chip; ``before`` the id of the last moment on the page before.
    """
    statement = _readable(actor).where(Moment.neighbourhood_id == neighbourhood.id)
    if about is not None:
        statement = statement.where(_is_about(*about))
    if before is not None:
        statement = statement.where(Moment.id < before)
    found = db.session.scalars(statement.order_by(Moment.id.desc()).limit(PAGE + 1)).all()
    return _with_chips(found)


def newest_moments(neighbourhood: Neighbourhood, actor: Actor, *, most: int) -> list[ToldMoment]:
    """Return the last few moments that somebody may read, in two statements."""
    asked = {"here": neighbourhood.id, "actor": actor.id or 0, "most": most}
    return _with_chips(db.session.scalars(_newest(own=not reads_everything_in(actor, neighbourhood)), asked).all())


def moment_by_uid(slug: str, uid: str, actor: Actor) -> ToldMoment | None:
    """Return one moment of a neighbourhood somebody knows of, when they may read it."""
    statement = _readable(actor).join(Neighbourhood, Neighbourhood.id == Moment.neighbourhood_id)
    moment = db.session.scalars(statement.where(Neighbourhood.slug == slug, Moment.uid == uid)).one_or_none()
    return None if moment is None else _with_chips([moment])[0]


def moment_file(slug: str, uid: str, actor: Actor) -> Moment | None:
    """Return the moment a recording or photo belongs to, when somebody may read it."""
    statement = _readable(actor).join(Neighbourhood, Neighbourhood.id == Moment.neighbourhood_id)
    return db.session.scalars(statement.where(Neighbourhood.slug == slug, Moment.uid == uid)).one_or_none()


def kept_uploads(form_key: str, person: Person, *, lock: bool = False) -> Waiting:
    """Return what came in with a form and waits for its moment; locked, nobody puts another in its place."""
    found = db.session.scalars(_waiting(lock=lock), {"person": person.id, "form_key": form_key})
    return Waiting(**{upload.kind: upload for upload in found})


def _readable(actor: Actor) -> Select[Moment]:
    ours = select(Moment).where(moments_read_by(actor), Moment.removed_at.is_(None))
    head = joinedload(Moment.neighbourhood).options(*WITH_HEAD)
    return ours.options(joinedload(Moment.by), head)


def _is_about(kind: str, key: str) -> ColumnElement[bool]:
    chip = (MomentChip.moment_id == Moment.id, MomentChip.kind == kind, MomentChip.key == key)
    return exists().where(*chip)


def _with_chips(found: Sequence[Moment]) -> list[ToldMoment]:
    about: dict[int, list[MomentChip]] = {moment.id: [] for moment in found}
    for chip in _chips_of(about):
        about[chip.moment_id].append(chip)
    return [ToldMoment(moment, tuple(about[moment.id])) for moment in found]


def _chips_of(ids: Collection[int]) -> Sequence[MomentChip]:
    return db.session.scalars(_chips(), {"ids": ids}).all() if ids else ()


@cache
def _newest(*, own: bool) -> Select[Moment]:
    here = select(Moment).where(Moment.neighbourhood_id == bindparam("here"), Moment.removed_at.is_(None))
    shown = here.where(Moment.by_id == bindparam("actor")) if own else here
    return shown.order_by(Moment.id.desc()).limit(bindparam("most")).options(joinedload(Moment.by))


@cache
def _chips() -> Select[MomentChip]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return select(MomentChip).where(MomentChip.moment_id.in_(ids)).order_by(MomentChip.kind)


@cache
def _waiting(*, lock: bool) -> Select[KeptUpload]:
    mine = (KeptUpload.person_id == bindparam("person"), KeptUpload.form_key == bindparam("form_key"))
    waiting = select(KeptUpload).where(*mine)
    return waiting.with_for_update() if lock else waiting
