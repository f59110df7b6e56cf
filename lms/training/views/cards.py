"""The blocks of a part as a template shows them, with what the reader did and what is still wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase
from typing import Any

from lms.content.blocks import Answer, Assignment, Block, Easy, Fact, Picture, Question, Reflect, Scenario, Source
from lms.content.pieces import minutes_to_listen
from lms.content.prose import plain
from lms.content.spoken import is_recording, spoken
from lms.kernel.clock import today
from lms.training.commands.work import shown_mark
from lms.training.enums import Twin
from lms.training.forms import NOTE, Fields, Form, fields_in, fields_of, given_from
from lms.training.models.judging import Verdict, is_answer, judge, points_of
from lms.training.models.walking import Road, walk_road
from lms.training.queries.desks import Desk, Work

PARAGRAPH = re.compile(r"</p>\s*<p>")


@dataclass(frozen=True)
class QuestionCard:
    """A question with what stands in its fields; ``answers`` in the order they are shown."""

    question: Question
    answers: Sequence[Answer]
    fields: Fields = field(default_factory=dict)
    verdict: Verdict | None = None
    problem: str = ""
    outdated: bool = False

    @property
    def prompt(self) -> str:
        """The prompt as one line of HTML, because a legend holds no paragraphs."""
        return "<br>".join(PARAGRAPH.split(self.question.prompt.strip().removeprefix("<p>").removesuffix("</p>")))

    @property
    def options(self) -> list[tuple[str, str]]:
        """What each line of an ``order`` or ``match`` question can be; the order gives nothing away."""
        if self.question.style == "order":
            return [(str(place), str(place)) for place in range(1, len(self.answers) + 1)]
        return [(answer.partner_key, f"{letter}. {plain(answer.partner)}") for letter, answer in self.partners]

    @property
    def partners(self) -> list[tuple[str, Answer]]:
        """What there is to match with, each by its letter; a list to choose from is too narrow for a whole sentence."""
        if self.question.style != "match":
            return []
        by_key = sorted(self.question.answers, key=lambda answer: answer.partner_key)
        return list(zip(ascii_uppercase, by_key, strict=False))

    @property
    def points(self) -> list[tuple[str, str]]:
        """The points of a scale, the first and the last with the name of their end."""
        ends = {"1": self.question.low, str(self.question.points): self.question.high}
        return [(point, ends.get(point, "")) for point in points_of(self.question)]

    @property
    def given_order(self) -> list[Answer]:
        """The lines of an ``order`` question as the person placed them; nothing before all have a place."""
        places = {answer.key: self.fields.get(f"{self.question.uid}.{answer.key}") for answer in self.answers}
        if self.question.style != "order" or not all(places.values()):
            return []
        return sorted(self.answers, key=lambda answer: int((places[answer.key] or "0")[0]))


@dataclass(frozen=True)
class WordsCard:
    """A field for free text; ``mark`` stands for what was stored when the page was made.

    ``kept``: what stands in the field is what was stored.  ``readers``: how many others may read that.
    """

    uid: str
    text: str
    mark: str
    problem: str = ""
    kept: bool = False
    readers: int = 0


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario as far as somebody walked it."""

    scenario: Scenario
    road: Road
    sentence: WordsCard | None


@dataclass(frozen=True)
class AssignmentCard:
    """Something to do in the neighbourhood, and whether it was done."""

    assignment: Assignment
    done: bool


@dataclass(frozen=True)
class FactCard:
    """A claim; ``old`` when an editor should have checked it again."""

    fact: Fact
    old: bool


@dataclass(frozen=True)
class Screen:
    """Everything one part page shows. ``items``: pairs of a kind and its card.

    ``picture``: what opens the text, or that of the easy twin when the text has none. ``recording``: the file in which
    somebody reads this text, in the words it has now.
    """

    desk: Desk
    picture: Picture | None
    items: Sequence[tuple[str, Any]]
    facts: Sequence[Fact]
    minutes_to_listen: int
    problems: Mapping[str, str] = field(default_factory=dict)
    note: WordsCard | None = None
    recording: str | None = None

    @property
    def check_before(self) -> date | None:
        """The first date to come before which an editor looks at these facts again; a fact says when it is past."""
        dates = (fact.check_before for fact in self.facts)
        return min((each for each in dates if each and each > today()), default=None)

    @property
    def sources(self) -> dict[str, Source]:
        """The sources of the facts on this screen, each once."""
        return {source.key: source for fact in self.facts for source in fact.sources}


def chosen_blocks(desk: Desk) -> list[Block]:
    """Return the blocks of the text this reader gets; an assignment is there for everybody."""
    if desk.easy and desk.twin is Twin.EASY:
        return [*desk.easy.blocks, *(block for block in desk.blocks if isinstance(block, Assignment))]
    return [block for block in desk.blocks if not isinstance(block, Easy)]


def screen_of(desk: Desk, work: Work, typed: Form | None = None, problems: Mapping[str, str] | None = None) -> Screen:
    """Return what to show; ``typed`` is what was sent when the page has to say what is still wrong."""
    blocks = chosen_blocks(desk)
    picture = blocks[0] if blocks and isinstance(blocks[0], Picture) else None
    body = blocks[1:] if picture else blocks
    if desk.easy and not any(isinstance(block, Picture) for block in blocks):
        picture = next((block for block in desk.easy.blocks if isinstance(block, Picture)), None)
    sheet = _Sheet(desk, work, typed, problems or {})
    return Screen(
        desk=desk,
        picture=picture,
        items=[(block.kind, sheet.card(block)) for block in body],
        facts=[block for block in desk.blocks if isinstance(block, Fact)],
        minutes_to_listen=minutes_to_listen(_told(body)),
        problems=problems or {},
        note=sheet.words(NOTE, desk.note.text if desk.note else ""),
        recording=_recording(desk),
    )


def shown_answers(question: Question) -> Sequence[Answer]:
    """Return the answers as the author ordered them, unless that gives the answer away."""
    if question.style == "order":
        return sorted(question.answers, key=lambda answer: answer.key)
    return question.answers


def _recording(desk: Desk) -> str | None:
    files = [file for file in desk.reading.module.pictures or () if is_recording(file)]
    if not files:
        return None
    easy = desk.easy if desk.twin is Twin.EASY else None
    uid, told = (easy.uid, easy.blocks) if easy else (desk.text.part.uid, desk.blocks)
    return spoken(uid, desk.text.title, told).recording_in(files)


def _told(body: Iterable[Block]) -> list[Block]:
    return [block for block in body if not isinstance(block, Question | Scenario)]


@dataclass(frozen=True)
class _Sheet:
    desk: Desk
    work: Work
    typed: Form | None
    problems: Mapping[str, str]

    def card(self, block: Block) -> Any:
        """Return what a template needs of a block: a card, or the block itself."""
        if isinstance(block, Question):
            return self._question(block)
        if isinstance(block, Reflect):
            kept = self.work.thoughts.get(block.uid)
            words = self.words(block.uid, kept.text if kept else "", self.work.readers.get(block.uid, 0))
            return {"block": block, "words": words}
        if isinstance(block, Scenario):
            return self._scenario(block)
        if isinstance(block, Assignment):
            record = self.desk.reading.record
            return AssignmentCard(block, record is not None and block.uid in record.assignments)
        if isinstance(block, Fact):
            return FactCard(block, old=block.is_due(today()))
        return block

    def _question(self, question: Question) -> QuestionCard:
        answers, problem = shown_answers(question), self.problems.get(question.uid, "")
        kept = self.work.answers.get(question.uid)
        fields = fields_in(question, self.typed) if self.typed is not None else {}
        if fields and (kept is None or given_from(question, fields) != list(kept.given)):
            return QuestionCard(question, answers, fields, problem=problem)
        if kept is None:
            return QuestionCard(question, answers, problem=problem)
        if not is_answer(question, kept.given):
            return QuestionCard(question, answers, problem=problem, outdated=True)
        return QuestionCard(question, answers, fields_of(question, kept.given), judge(question, kept.given), problem)

    def _scenario(self, scenario: Scenario) -> ScenarioCard:
        walk = self.work.walks.get(scenario.uid)
        road = walk_road(scenario, walk.choices if walk else ())
        sentence = self.words(scenario.ending.uid, walk.sentence if walk else "") if scenario.ending else None
        return ScenarioCard(scenario, road, sentence)

    def words(self, uid: str, kept: str, readers: int = 0) -> WordsCard:
        """Return a field for free text, with what was kept or what was just typed."""
        text = self.typed[uid] if self.typed is not None and uid in self.typed else kept
        mark = self.typed.get(f"{uid}.shown", "") if self.typed is not None else shown_mark(kept)
        return WordsCard(uid, text, mark, self.problems.get(uid, ""), bool(kept) and text == kept, readers)
