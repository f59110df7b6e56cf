"""What people took home, over a series: from five answers on, and in lots of five or more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.circles.enums import Hushed, Stage
from lms.circles.models import Circle, CircleSession, FeedbackAnswer, FeedbackReceipt, FeedbackRound, FollowUp, Series
from lms.circles.policy import known_to, speaks_in
from lms.circles.queries.confidential import is_confidential, may_read
from lms.circles.queries.sessions import session_inside
from lms.kernel.clock import today
from lms.kernel.db import db


@dataclass(frozen=True)
class Taken:
    """What people took home from the sessions of a series; ``waiting`` says that there is more, not how much."""

    series: Series
    counts: Mapping[int, int]
    texts: Sequence[str]
    waiting: bool

    @property
    def total(self) -> int:
        """How many answers are shown."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Question:
    """The one question about a session, for one person."""

    session: CircleSession
    open: bool
    answered: bool
    hushed: bool


def question_about(slug: str, number: int, actor: Actor) -> Question | None:
    """Return the question about a session that was, for who was asked; once closed nobody knows any more who was."""
    session = session_inside(slug, number, actor)
    if session is None or session.stage not in {Stage.WRAPPING_UP, Stage.FINAL} or not speaks_in(actor, session.circle):
        return None
    round_ = db.session.get(FeedbackRound, session.id)
    receipt = db.session.get(FeedbackReceipt, (session.id, actor.id or 0))
    open_ = round_ is not None and round_.closed_on is None and round_.last_day >= today()
    return Question(
        session,
        open_ and receipt is not None,
        bool(receipt and receipt.answered),
        is_confidential(Hushed.SESSION, session.id),
    )


def series_by_uid(slug: str, uid: str, actor: Actor) -> Series | None:
    """Return a series of a circle somebody may know of."""
    found = select(Series).join(Circle, Circle.id == Series.circle_id).options(joinedload(Series.circle))
    return db.session.scalar(found.where(Circle.slug == slug, Series.uid == uid, known_to(actor)))


def taken_from(series: Series) -> Taken:
    """Return what may be shown of a series, in two statements."""
    here = FeedbackAnswer.series_id == series.id
    rows = db.session.scalars(select(FeedbackAnswer).where(here, FeedbackAnswer.shown).order_by(FeedbackAnswer.id))
    said = list(rows)
    counts = {useful: sum(each.useful == useful for each in said) for useful in range(5, 0, -1)}
    more = db.session.scalar(select(exists().where(here, ~FeedbackAnswer.shown))) or False
    return Taken(series, counts if said else {}, [each.text for each in said if each.text], more)


def followup_of(slug: str, number: int, actor: Actor) -> FollowUp | None:
    """Return the question of six weeks later to this person, for who is asked."""
    found = select(FollowUp).join(CircleSession, CircleSession.id == FollowUp.session_id)
    found = found.join(Circle, Circle.id == CircleSession.circle_id)
    whole = joinedload(FollowUp.session)
    found = found.options(whole.joinedload(CircleSession.circle), whole.joinedload(CircleSession.meeting))
    mine = (Circle.slug == slug, CircleSession.number == number, FollowUp.person_id == (actor.id or 0))
    row = db.session.scalar(found.where(*mine, FollowUp.asked_at.is_not(None)).options(joinedload(FollowUp.moment)))
    return row if row is not None and may_read(actor, Hushed.SESSION, row.session_id) else None
