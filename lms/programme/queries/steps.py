"""Reading one step of one neighbourhood: what was said, what shows it, and what people think of the step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Notice, Person
from lms.kernel.db import db
from lms.programme.models import (
    ActionCard,
    CardVersion,
    Evidence,
    Neighbourhood,
    Phase,
    Standing,
    Step,
    StepFeedback,
    StepProgress,
    StepStanding,
    standing,
)
from lms.programme.policy import evidence_read_by, reads_everything_in
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug, neighbourhood_in_short
from lms.programme.queries.where import Where

#: The cause of the notice that the adviser sees a step otherwise.
SEEN_OTHERWISE = "step_seen_otherwise"
MOST = 100  # lines of history and pieces of evidence on one page


@dataclass(frozen=True)
class StepHere:
    """A step of a neighbourhood on one version of the card; ``own`` when that is the version it works with."""

    neighbourhood: Neighbourhood
    version: CardVersion
    card: ActionCard
    step: Step
    history: Sequence[StepProgress] = ()

    @property
    def own(self) -> bool:
        """Whether the neighbourhood works with this version."""
        return self.version.id == self.neighbourhood.card_version_id

    @property
    def place(self) -> dict[str, int | str]:
        """Where it stands, as the statements here ask for it."""
        return {"here": self.neighbourhood.id, "version": self.version.id, "step": self.step.key}

    @property
    def phase(self) -> Phase:
        """The phase of the step."""
        return next(phase for phase in self.card.phases if self.step in phase.steps)

    @property
    def stands(self) -> StepStanding:
        """How the step stands."""
        return standing(self.card, self.history).of(self.step.key) or StepStanding(self.step)


def step_here(slug: str, key: str, actor: Actor) -> StepHere | None:
    """Return a step on the card of a neighbourhood that somebody may know of."""
    return step_on_version(slug, key, "", actor)


def step_on_version(slug: str, key: str, number: str, actor: Actor) -> StepHere | None:
    """Return a step on an older card of the neighbourhood, by its number; without a number on its own card."""
    return _step_in(neighbourhood_by_slug(slug, actor), key, number)


def step_to_read(slug: str, key: str, number: str, actor: Actor) -> StepHere | None:
    """Return the same for a page that tells of none of the people of the neighbourhood."""
    return _step_in(neighbourhood_in_short(slug, actor), key, number)


def _step_in(neighbourhood: Neighbourhood | None, key: str, number: str) -> StepHere | None:
    if neighbourhood is None:
        return None
    version = version_of(neighbourhood, number)
    card = version.card if version else None
    step = card.step(key) if card else None
    return StepHere(neighbourhood, version, card, step) if version and card and step else None


def with_history(here: StepHere) -> StepHere:
    """Return the step with everything that was said about it, the newest first, with who said it."""
    return replace(here, history=db.session.scalars(_history(), here.place).all())


def called(neighbourhood: Neighbourhood, key: str) -> str:
    """Return what notices call a step of a neighbourhood."""
    return f"step/{neighbourhood.uid}/{key}"


def views_to_open(person: Person, where: Where) -> list[tuple[StepStanding, Notice]]:
    """Return each step that the adviser sees otherwise, with its notice; until this person opens or answers that."""
    others = {
        called(where.neighbourhood, each.step.key): (each, f"{each.otherwise.id}.")
        for each in where.standing.steps
        if each.otherwise and (each.said is None or each.said.id < each.otherwise.id)
    }
    if not others:
        return []
    told = (Notice.person_id == person.id, Notice.cause == SEEN_OTHERWISE, Notice.object.in_(others))
    unread = db.session.scalars(select(Notice).where(*told, Notice.read_at.is_(None)).order_by(Notice.id))
    return [(others[row.object][0], row) for row in unread if row.version.startswith(others[row.object][1])]


def version_of(neighbourhood: Neighbourhood, number: str = "") -> CardVersion | None:
    """Return the card of a neighbourhood, or the version of its programme with this number."""
    asked = {"programme": neighbourhood.programme_id, "wanted": number or neighbourhood.card_version_id}
    return db.session.scalars(_version(by_number=bool(number)), asked).first()


def standing_on(neighbourhood: Neighbourhood, version: CardVersion) -> Standing:
    """Return how a neighbourhood stood on a version of the card."""
    here = (StepProgress.neighbourhood_id == neighbourhood.id, StepProgress.card_version_id == version.id)
    return standing(version.card, db.session.scalars(select(StepProgress).where(*here)))


def older_versions(neighbourhood: Neighbourhood) -> Sequence[str]:
    """Return the numbers of other versions on which something was said about this neighbourhood, the newest first."""
    said = select(StepProgress.card_version_id).where(StepProgress.neighbourhood_id == neighbourhood.id)
    others = select(CardVersion.number).where(CardVersion.id.in_(said), CardVersion.id != neighbourhood.card_version_id)
    return db.session.scalars(others.order_by(CardVersion.id.desc())).all()


def evidence_of(here: StepHere, actor: Actor) -> Sequence[Evidence]:
    """Return what shows how a step went, as far as this actor may read it, the newest first."""
    own = not reads_everything_in(actor, here.neighbourhood)
    return db.session.scalars(_evidence(own=own), {**here.place, "actor": actor.id or 0}).all()


def evidence_by_uid(slug: str, uid: str, actor: Actor) -> Evidence | None:
    """Return a piece of evidence that this actor may read."""
    there = (Evidence.uid == uid, Evidence.removed_at.is_(None), Neighbourhood.slug == slug)
    statement = select(Evidence).join(Neighbourhood, Neighbourhood.id == Evidence.neighbourhood_id)
    readable = statement.where(*there, evidence_read_by(actor))
    return db.session.scalar(readable.options(joinedload(Evidence.neighbourhood)))


def own_feedback(here: StepHere, actor: Actor) -> Sequence[StepFeedback]:
    """Return what this actor said of a step, the newest first."""
    return db.session.scalars(_feedback(), {**here.place, "actor": actor.id or 0}).all()


def _there(model: type[StepProgress] | type[Evidence] | type[StepFeedback]) -> tuple[ColumnElement[bool], ...]:
    return (
        model.neighbourhood_id == bindparam("here"),
        model.card_version_id == bindparam("version"),
        model.step_key == bindparam("step"),
    )


@cache
def _version(*, by_number: bool) -> Select[CardVersion]:
    wanted = (CardVersion.number if by_number else CardVersion.id) == bindparam("wanted")
    return select(CardVersion).where(CardVersion.programme_id == bindparam("programme"), wanted)


@cache
def _history() -> Select[StepProgress]:
    newest = select(StepProgress).where(*_there(StepProgress)).order_by(StepProgress.id.desc()).limit(MOST)
    return newest.options(joinedload(StepProgress.by))


@cache
def _evidence(*, own: bool) -> Select[Evidence]:
    there = select(Evidence).where(*_there(Evidence), Evidence.removed_at.is_(None))
    shown = there.where(Evidence.by_id == bindparam("actor")) if own else there
    return shown.order_by(Evidence.id.desc()).limit(MOST).options(joinedload(Evidence.by))


@cache
def _feedback() -> Select[StepFeedback]:
    own = select(StepFeedback).where(*_there(StepFeedback), StepFeedback.by_id == bindparam("actor"))
    return own.order_by(StepFeedback.id.desc()).limit(MOST)
