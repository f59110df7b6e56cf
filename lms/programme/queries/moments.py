"""What was told: moments as far as somebody may read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.models import KeptUpload, Moment, MomentChip, Neighbourhood
from lms.programme.policy import moments_read_by
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
    waiting = select(KeptUpload).where(KeptUpload.person_id == person.id, KeptUpload.form_key == form_key)
    found = db.session.scalars(waiting.with_for_update() if lock else waiting)
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
    return db.session.scalars(select(MomentChip).where(MomentChip.moment_id.in_(ids)).order_by(MomentChip.kind)).all()
