"""Where neighbourhoods disagree about one step, and everything else that is proposed to talk about."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from lms.accounts.models import Actor
from lms.circles.enums import Polarity, Visibility
from lms.circles.models import Circle, Insight, ProposalTaken
from lms.circles.queries.confidential import said_in_the_open
from lms.circles.queries.insights import WHERE_SAID, Told, standing_alone, told
from lms.circles.slots import AGENDA_PROPOSALS, AgendaProposal
from lms.kernel.db import db
from lms.kernel.slots import fillers
from lms.programme.models import CardStep, CardVersion

MOST = 400


@dataclass(frozen=True)
class Contradiction:
    """What works in one neighbourhood and not in another, on one step of the card."""

    circle: Circle
    step_key: str
    title: str
    works: Sequence[Told]
    works_not: Sequence[Told]

    @property
    def key(self) -> str:
        """A code that changes when a neighbourhood says something new about it."""
        newest = max(each.insight.id for each in (*self.works, *self.works_not))
        return f"contradiction/{self.step_key}/{newest}"

    @property
    def href(self) -> str:
        """Where both sides are read, and from where the way leads to who was there before."""
        return f"/leerkringen/{self.circle.slug}/inzichten?stap={self.step_key}"

    @property
    def proposal(self) -> AgendaProposal:
        """The same as something to talk about; the agenda gets no words of it, for those may be taken back."""
        first, other = self.works[0], self.works_not[0]
        about = _("Hier werkt het: %(works)s Daar niet: %(not)s", works=first.statement, **{"not": other.statement})
        return AgendaProposal(
            self.key,
            _("Waarom werkt dit hier wel en daar niet? %(step)s", step=self.title),
            about,
            on_agenda=_("Lees beide kanten bij de geleerde lessen van deze leerkring."),
            theme_id=other.insight.theme_id,
            href=self.href,
        )


def contradictions_of(circle: Circle, actor: Actor) -> list[Contradiction]:
    """Return the steps on which this circle says other things than another neighbourhood; one statement.

    At least one side is of this circle; the other may be anything of the same programme that more than its own circle
    reads: who is in two circles does not carry words from one to the other. Nothing that is confidential.
    """
    current = and_(CardVersion.programme_id == Circle.programme_id, CardVersion.current)
    titled = and_(CardStep.card_version_id == CardVersion.id, CardStep.key == Insight.step_key)
    found = standing_alone(actor).join(Circle, Circle.id == Insight.circle_id).outerjoin(CardVersion, current)
    found = (
        found.outerjoin(CardStep, titled)
        .add_columns(CardStep.title)
        .where(
            Circle.programme_id == circle.programme_id,
            or_(Insight.circle_id == circle.id, Insight.visibility != Visibility.CIRCLE),
            said_in_the_open(*WHERE_SAID),
            Insight.step_key.is_not(None),
            Insight.neighbourhood_id.is_not(None),
            Insight.polarity.in_((Polarity.WORKS, Polarity.WORKS_NOT)),
        )
    )
    steps: dict[str, list[Told]] = defaultdict(list)
    titles: dict[str, str] = {}
    rows: Sequence[Any] = db.session.execute(found.order_by(Insight.id.desc()).limit(MOST)).all()
    for insight, title in rows:
        key = str(insight.step_key)
        steps[key].append(told(insight, actor))
        titles[key] = str(title or key)
    compared = (_compared(circle, key, titles[key], said) for key, said in steps.items())
    return [each for each in compared if each is not None]


def contradiction_proposals(actor: Actor, circle: Circle) -> Sequence[AgendaProposal]:
    """Offer contradictions for the agenda of a circle."""
    return [each.proposal for each in contradictions_of(circle, actor)]


def proposals_for(circle: Circle, actor: Actor) -> list[AgendaProposal]:
    """Return what other parts of the product propose to talk about and this circle did not take up yet."""
    offered = [each for offers in fillers(AGENDA_PROPOSALS) for each in offers(actor, circle)]
    if not offered:
        return []
    keys = [each.key for each in offered]
    taken = select(ProposalTaken.key).where(ProposalTaken.circle_id == circle.id, ProposalTaken.key.in_(keys))
    gone = set(db.session.scalars(taken))
    return [each for each in offered if each.key not in gone]


def _compared(circle: Circle, key: str, title: str, rows: Sequence[Told]) -> Contradiction | None:
    """Return the contradiction in what is said of a step; a neighbourhood does not contradict itself."""
    works = [each for each in rows if each.insight.polarity is Polarity.WORKS]
    works_not = [each for each in rows if each.insight.polarity is Polarity.WORKS_NOT]
    places = {each.insight.neighbourhood_id for each in works}, {each.insight.neighbourhood_id for each in works_not}
    ours = any(each.insight.circle_id == circle.id for each in rows)
    if not ours or not works or not works_not or len(places[0] | places[1]) < 2:
        return None
    return Contradiction(circle, key, title, works, works_not)
