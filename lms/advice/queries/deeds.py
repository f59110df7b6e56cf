"""What an answer can end in: something of the toolkit, a module, a step, a lesson; and where each is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from lms.accounts.models import Actor
from lms.advice.enums import Deed
from lms.advice.models import Advice, AdviceAnswer, AdviceDeed
from lms.advice.models.answers import LONGEST_DEED
from lms.circles.enums import Visibility
from lms.circles.queries.insights import Told, insights_at_step
from lms.kernel.db import db
from lms.programme.models import Standing
from lms.programme.queries.cards import standings
from lms.toolkit.queries.fitting import offers_for_step
from lms.training.queries.titles import module_titles

SEPARATOR = ":"
MOST = 12


@dataclass(frozen=True)
class Choice:
    """Something to choose; ``value`` is what a form sends."""

    kind: Deed
    key: str
    label: str

    @property
    def value(self) -> str:
        """``item:koffie``."""
        return f"{self.kind}{SEPARATOR}{self.key}"


@dataclass(frozen=True)
class AtStep:
    """Where a question is on the card, and what circles learned there, as far as the actor reads it."""

    standing: Standing
    key: str
    lessons: Sequence[Told]


def at_step(advice: Advice, actor: Actor) -> AtStep:
    """Return the step of the question, or else the one where the neighbourhood is; two statements."""
    stands = standings([advice.neighbourhood])[advice.neighbourhood_id]
    key = advice.step_key or (stands.here.step.key if stands.here else "")
    return AtStep(stands, key, insights_at_step(advice.neighbourhood.programme_id, key, actor))


def choices_at(here: AtStep) -> dict[Deed, Sequence[Choice]]:
    """Return what there is to choose at a step; two statements. A lesson is one that people outside its circle read."""
    items = [Choice(Deed.ITEM, each.slug, each.title) for each in offers_for_step(here.key, most=MOST)]
    modules = [Choice(Deed.MODULE, each.slug, each.title) for each in module_titles()]
    steps = [Choice(Deed.STEP, each.key, f"{each.number}. {each.title}") for each in here.standing.card.steps]
    shared = [each for each in here.lessons if each.insight.visibility is not Visibility.CIRCLE]
    lessons = [Choice(Deed.INSIGHT, each.insight.uid, each.statement[:LONGEST_DEED]) for each in shared]
    return {Deed.ITEM: items, Deed.MODULE: modules, Deed.STEP: steps, Deed.INSIGHT: lessons}


def href_of(deed: AdviceDeed, advice: Advice) -> str:
    """Return where something to do is found; nothing for practising together."""
    here = advice.neighbourhood.slug
    return {
        Deed.ITEM: lambda: url_for("toolkit.show", slug=deed.key),
        Deed.MODULE: lambda: url_for("training.show", module=deed.key),
        Deed.STEP: lambda: url_for("programme.step", slug=here, step=deed.key),
        Deed.INSIGHT: lambda: url_for("circles.insight", uid=deed.key),
        Deed.PRACTISE: lambda: "",
    }[deed.kind]()


def deed_by_uid(uid: str, advice: Advice) -> AdviceDeed | None:
    """Return something to do that an answer to this advice ended in."""
    sent = (AdviceAnswer.advice_id == advice.id, AdviceAnswer.sent_at.is_not(None), AdviceDeed.uid == uid)
    return db.session.scalar(select(AdviceDeed).join(AdviceAnswer).where(*sent))
