"""Mijn zinnen: what somebody would say, found in practice talks or written by themselves, in their own order."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from sqlalchemy import and_, select

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import Module, Part, PocketSentence, ScenarioWalk

MOST_LINES, LINE = 17, 32  # of a card of 90 by 130 millimetres at 12 points, in lines and signs, on the safe side


@dataclass(frozen=True)
class Sentence:
    """A sentence; ``walk_uid`` is that of the practice talk it comes from, and of none when it is one's own.

    ``place``: module slug, uid of the part and title of the module of that talk, where readers still find it.
    """

    key: str
    text: str
    walk_uid: str | None
    position: int | None
    place: tuple[str, str, str] | None = None

    @property
    def own(self) -> bool:
        """Whether somebody wrote it outside any talk."""
        return self.walk_uid is None


def sentences_of(actor: Actor) -> list[Sentence]:
    """Return somebody's sentences in the order they chose, new ones last, in two statements."""
    return sorted(_walked(actor) + _own(actor), key=_in_order)


def sentence_at(key: str, actor: Actor) -> Sentence | None:
    """Return one sentence of the actor."""
    return next((each for each in sentences_of(actor) if each.key == key), None)


def own_sentence_at(key: str, actor: Actor) -> PocketSentence | None:
    """Return a sentence that the actor wrote outside any talk."""
    mine = (PocketSentence.person_id == actor.id, PocketSentence.uid == key, PocketSentence.walk_uid.is_(None))
    return db.session.scalar(select(PocketSentence).where(*mine))


def cards_of(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Spread sentences over pocket cards, in order; a card holds at least one."""
    cards: list[list[Sentence]] = []
    left = 0.0
    for each in sentences:
        lines = ceil(len(each.text) / LINE) + 0.7
        if not cards or lines > left:
            cards, left = [*cards, []], float(MOST_LINES)
        cards[-1].append(each)
        left -= lines
    return cards


def _in_order(sentence: Sentence) -> tuple[bool, int, str]:
    return sentence.position is None, sentence.position or 0, sentence.key


def _walked(actor: Actor) -> list[Sentence]:
    mine = and_(PocketSentence.walk_uid == ScenarioWalk.uid, PocketSentence.person_id == ScenarioWalk.person_id)
    rows = db.session.execute(
        select(ScenarioWalk.uid, ScenarioWalk.sentence, PocketSentence.position, Part, Module)
        .join(Part, Part.id == ScenarioWalk.part_id)
        .join(Module, Module.id == Part.module_id)
        .outerjoin(PocketSentence, mine)
        .where(ScenarioWalk.person_id == actor.id, ScenarioWalk.sentence != "")
    )
    return [
        Sentence(
            key=uid,
            text=text,
            walk_uid=uid,
            position=position,
            place=(module.slug, part.uid, module.title) if module.is_live and part.retired_at is None else None,
        )
        for uid, text, position, part, module in rows
    ]


def _own(actor: Actor) -> list[Sentence]:
    own = (PocketSentence.person_id == actor.id, PocketSentence.walk_uid.is_(None))
    rows = db.session.scalars(select(PocketSentence).where(*own))
    return [Sentence(row.uid, row.text or "", None, row.position) for row in rows]
