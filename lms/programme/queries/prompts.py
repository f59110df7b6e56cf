"""Questions the product asks by itself, and where it is time to ask one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Exists, Integer, Select, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import Actor, Grant, Person
from lms.kernel.clock import now
from lms.kernel.db import Moment, db
from lms.programme.enums import PromptKind
from lms.programme.models import AbsenceGrant, CardStep, Neighbourhood, Prompt, StepProgress
from lms.programme.models.attention import AT_WORK
from lms.programme.models.standing import BUSY, OWN
from lms.programme.policy import NEIGHBOURHOOD

QUIET = timedelta(weeks=6)
PLACE = "wijk/"
_UID = 16


@dataclass(frozen=True)
class OpenPrompt:
    """A question that waits for its answer; without a step it is about the neighbourhood as a whole."""

    uid: str
    kind: PromptKind
    slug: str
    name: str
    step_key: str = ""
    step: str = ""


def subject_of(neighbourhood: Neighbourhood, step_key: str = "") -> str:
    """Return how a prompt says what it is about."""
    return f"{PLACE}{neighbourhood.uid}/{step_key}" if step_key else f"{PLACE}{neighbourhood.uid}"


def open_prompt(person: Person) -> OpenPrompt | None:
    """Return the question that waits for this person, in one statement; there is never more than one."""
    row = db.session.execute(_newest_open(), {"person": person.id, "moment": now()}).one_or_none()
    return _told(row.Prompt, row.Neighbourhood, row.CardStep) if row else None


def waits_for() -> Exists:
    """Say as SQL whether a question waits for ``person`` at ``moment``."""
    return exists().where(*_waits())


def prompt_by_uid(uid: str, actor: Actor) -> Prompt | None:
    """Return a question that was asked of this actor, also when it was answered or closed since."""
    return db.session.scalars(
        select(Prompt).where(Prompt.uid == uid, Prompt.person_id == (actor.id or 0))
    ).one_or_none()


def prompt_subject(prompt: Prompt) -> tuple[Neighbourhood | None, str]:
    """Return the neighbourhood and the key of the step a question is about."""
    uid, _slash, step_key = prompt.subject.removeprefix(PLACE).partition("/")
    return db.session.scalars(select(Neighbourhood).where(Neighbourhood.uid == uid)).one_or_none(), step_key


def asked_since(person_id: int, moment: datetime) -> bool:
    """Say whether somebody was asked anything after this moment."""
    asked = select(Prompt.id).where(Prompt.person_id == person_id, Prompt.asked_at > moment).limit(1)
    return db.session.scalar(asked) is not None


def quiet_neighbourhoods(after: int, limit: int) -> Sequence[tuple[Neighbourhood, str]]:
    """Return neighbourhoods at work with a director, by id, that gave no sign or whose step stands still for six weeks.

    With the key of the step they are at work on, or nothing. Those whose director was asked since are left out.
    """
    since, step = now() - QUIET, aliased(StepProgress)
    busy = _busy_steps().subquery()
    silent = func.coalesce(Neighbourhood.last_sign_at, Neighbourhood.created_at) < since
    here = (Neighbourhood.state.in_(AT_WORK), Neighbourhood.director_id.is_not(None), Neighbourhood.id > after)
    question = (
        select(Neighbourhood, func.coalesce(step.step_key, ""))
        .outerjoin(busy, busy.c.neighbourhood_id == Neighbourhood.id)
        .outerjoin(step, and_(step.id == busy.c.id, step.card_version_id == Neighbourhood.card_version_id))
        .where(*here, or_(silent, step.at < since), ~_asked_about(since))
    )
    rows = db.session.execute(question.order_by(Neighbourhood.id).limit(limit))
    return [(place, key) for place, key in rows]


def _busy_steps() -> Select[int, int]:
    """Return for each neighbourhood the last row of the step it says to be at work on most recently."""
    same = (StepProgress.neighbourhood_id, StepProgress.card_version_id, StepProgress.step_key)
    latest = select(func.max(StepProgress.id)).where(StepProgress.view.in_(OWN)).group_by(*same)
    here = StepProgress.neighbourhood_id
    busy = select(here, func.max(StepProgress.id).label("id")).where(StepProgress.id.in_(latest))
    return busy.where(StepProgress.status.in_(BUSY)).group_by(here)


def _asked_about(since: datetime) -> ColumnElement[bool]:
    about = func.substr(Prompt.subject, 1, len(PLACE) + _UID) == literal(PLACE) + Neighbourhood.uid
    lent = select(Grant.person_id).join(AbsenceGrant, AbsenceGrant.grant_id == Grant.id)
    stand_ins = lent.where(Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == Neighbourhood.id)
    led = or_(Prompt.person_id == Neighbourhood.director_id, Prompt.person_id.in_(stand_ins.correlate(Neighbourhood)))
    return exists().where(led, Prompt.asked_at > since, about)


def _waits() -> tuple[ColumnElement[bool], ...]:
    asked = Prompt.person_id == bindparam("person", type_=Integer)
    return asked, Prompt.answered_at.is_(None), Prompt.closes_at > bindparam("moment", type_=Moment())


@cache
def _newest_open() -> Select[Prompt, Neighbourhood, CardStep]:
    uid = func.substr(Prompt.subject, len(PLACE) + 1, _UID)
    key = func.substr(Prompt.subject, len(PLACE) + _UID + 2)
    step = and_(CardStep.card_version_id == Neighbourhood.card_version_id, CardStep.key == key)
    return (
        select(Prompt, Neighbourhood, CardStep)
        .join(Neighbourhood, Neighbourhood.uid == uid)
        .outerjoin(CardStep, step)
        .where(*_waits())
        .order_by(Prompt.id.desc())
        .limit(1)
    )


def _told(prompt: Prompt, neighbourhood: Neighbourhood, step: CardStep | None) -> OpenPrompt:
    about = (step.key, step.title) if step else ("", "")
    return OpenPrompt(prompt.uid, prompt.kind, neighbourhood.slug, neighbourhood.name, *about)
