"""The questions of a module as they stand now, for who looks how they go; texts of a version never change."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_

from lms.content import blocks
from lms.content.blocks import Question
from lms.kernel.db import db
from lms.training.models import Module, ModuleVersion, Part, PartVersion
from lms.training.models.outline import Outline
from lms.training.queries.quizzes import bank_of, questions_of

MOST_READ = 50
Key = tuple[int, int, str, datetime]


@dataclass(frozen=True)
class AskedAt:
    """A question, and the uid of the part it stands in; empty when it is in the bank of the quiz."""

    question: Question
    part: str


#: The questions this process read last, by version of a module: reading them is most of the work of the page.
READ: OrderedDict[Key, Sequence[AskedAt]] = OrderedDict()


def asked_in(module: Module, version: ModuleVersion, outline: Outline) -> Sequence[AskedAt]:
    """Return every question that has a right answer, in reading order and then the bank; at most three statements."""
    key = (module.id, version.serial, outline.quiz.digest if outline.quiz else "", version.created_at)
    if key not in READ:
        READ[key] = (*_in_parts(outline), *_in_bank(module, outline))
        while len(READ) > MOST_READ:
            READ.popitem(last=False)
    return READ[key]


def _in_parts(outline: Outline) -> Iterator[AskedAt]:
    shown = [(part.uid, part.version) for part in outline.parts]
    texts = select(Part.uid, PartVersion.body).join(Part, Part.id == PartVersion.part_id)
    wanted = texts.where(tuple_(Part.uid, PartVersion.number).in_(shown))
    bodies = {uid: body for uid, body in db.session.execute(wanted)} if shown else {}
    for uid, _number in shown:
        for block in blocks.walk(blocks.from_json(bodies[uid])):
            if isinstance(block, Question) and block.style != "scale":
                yield AskedAt(block, uid)


def _in_bank(module: Module, outline: Outline) -> Iterator[AskedAt]:
    if outline.quiz is None:
        return
    bank = bank_of(module)
    texts = questions_of([(row.id, row.version) for row in bank]) if bank else {}
    yield from (AskedAt(texts[row.id], "") for row in bank)
