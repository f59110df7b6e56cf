"""What an adviser has to do today: what is due, what waits for others, and which neighbourhoods need a word.

Lateness is shown in days and orders nothing but one's own list; nobody is compared with anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.advice.enums import Direction, State
from lms.advice.models import Advice, PromptDecision
from lms.advice.models.clock import Clock
from lms.advice.models.path import UNANSWERED
from lms.advice.policy import of_advisers, read_by
from lms.advice.queries.advice import Listed, listed, select_listed
from lms.advice.queries.coming import Coming, coming
from lms.advice.queries.history import clocks_of
from lms.circles.queries.attending import missed_lately
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing
from lms.programme.models.attention import Reason, Why, attention
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import neighbourhoods_in

#: So much of an own caseload stands on one page, what must be done first at the top; the rest stands by neighbourhood.
MOST = 40
SESSIONS_MISSED = "sessions_missed"
#: Reasons to weigh unasked advice; the others are for the coordinator, or stand with the step.
PROMPTS = (Why.SILENT, Why.STANDING_STILL)
DRAFTS = (State.SIGNAL, State.WEIGHING, State.DRAFT)


@dataclass(frozen=True)
class Prompt:
    """A reason to look at a neighbourhood; ``key`` and ``since`` name it, so that it can be set aside once."""

    neighbourhood: Neighbourhood
    key: str
    since: str
    at: datetime | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Workbench:
    """Everything on the desk of one adviser."""

    today: Sequence[Listed]
    later: Sequence[Listed]
    waiting: Sequence[Listed]
    drafts: Sequence[Listed]
    prompts: Sequence[Prompt]
    coming: Sequence[Coming]
    neighbourhoods: Sequence[Neighbourhood]
    clocks: dict[int, Clock]
    more: bool


def workbench_of(person: Person) -> Workbench:
    """Return the desk of an adviser; nine statements, however many neighbourhoods they have."""
    own = neighbourhoods_in(places(person, NEIGHBOURHOOD, Role.ADVISER))
    rows = _open(person)
    shown = rows[:MOST]
    clocks = clocks_of([each.advice for each in shown if each.advice.direction is Direction.ASKED])
    mine = [each for each in shown if each.advice.state in UNANSWERED and not _waits(each.advice, person)]
    due = [each for each in mine if _due(each.advice, clocks)]
    return Workbench(
        today=due,
        later=[each for each in mine if each not in due],
        waiting=[each for each in shown if each.advice.state in UNANSWERED and _waits(each.advice, person)],
        drafts=[each for each in shown if each.advice.state in DRAFTS],
        prompts=prompts_for(own, standings(own) if own else {}),
        coming=coming(own, person, [each for each in shown if each.advice.state in UNANSWERED]),
        neighbourhoods=own,
        clocks=clocks,
        more=len(rows) > MOST,
    )


def prompts_for(neighbourhoods: Sequence[Neighbourhood], stands: Mapping[int, Standing]) -> list[Prompt]:
    """Return the reasons to look at neighbourhoods that nobody weighed or set aside; two statements."""
    found = [
        Prompt(each, reason.why, _since(reason), reason.since, reason)
        for each in neighbourhoods
        for reason in attention(each, stands[each.id], now())
        if reason.why in PROMPTS
    ]
    directors = {each.director_id: each for each in neighbourhoods if each.director_id is not None}
    for person_id, since in missed_lately(list(directors)).items() if directors else ():
        found.append(Prompt(directors[person_id], SESSIONS_MISSED, f"{since:%Y-%m-%d}", since))
    decided = _decided(neighbourhoods)
    return [each for each in found if (each.neighbourhood.id, each.key, each.since) not in decided]


def _open(person: Person) -> Sequence[Listed]:
    """Return what an adviser reads that has no answer yet, what must be answered first at the top; one statement."""
    open_still = or_(Advice.state.in_(UNANSWERED), Advice.state.in_(DRAFTS))
    found = select_listed().where(of_advisers(person), read_by(person), open_still)
    lean = (defer(Advice.question), defer(Advice.question_clear), defer(Advice.words))
    return listed(found.options(*lean).order_by(Advice.due_on, Advice.id).limit(MOST + 1))


def _waits(advice: Advice, person: Actor) -> bool:
    """Say whether a question lies with somebody else now: who asked it, a second reader, a bundle or a colleague."""
    if advice.state is State.SECOND_READER:
        return advice.second_reader_id != person.id
    if advice.state in {State.CLARIFYING, State.BUNDLED, State.TRIAGE}:
        return True
    at_home = advice.owner_id in {None, person.id, advice.neighbourhood.adviser_id}
    return not at_home


def _due(advice: Advice, clocks: dict[int, Clock]) -> bool:
    """Say whether something must happen today: the answer, or saying that it is taken up."""
    if advice.state is State.SECOND_READER:
        return True
    clock = clocks.get(advice.id)
    if clock is None:
        return False
    not_taken_up = advice.state is State.ASSIGNED and clock.day >= advice.first_days
    return clock.due_on <= today() or not_taken_up


def _since(reason: Reason) -> str:
    """Return how a reason says since when it holds, so that the same one a year later is another."""
    step = f"{reason.step.step.key}/" if reason.step else ""
    day: date | None = reason.since.date() if reason.since else None
    return f"{step}{day or ''}"


def _decided(neighbourhoods: Sequence[Neighbourhood]) -> set[tuple[int, str, str]]:
    mine = PromptDecision.neighbourhood_id.in_([each.id for each in neighbourhoods])
    rows = select(PromptDecision.neighbourhood_id, PromptDecision.why, PromptDecision.since).where(mine)
    return {(place, why, since) for place, why, since in db.session.execute(rows)}
