"""A learner before the pages of a module; the right answers are read behind the site."""

import re
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Locator, expect
from sqlalchemy import select

from lms.content import blocks as content
from lms.content.blocks import Assignment, Block, Easy, Question, Reflect, Scenario
from lms.kernel.db import db
from lms.training.models import Part, PartVersion, QuizQuestion, QuizQuestionVersion
from tests.journeys.hands import Hands
from tests.journeys.looks import assert_fits
from tests.journeys.site import Site

MODULE = "/modules/wat-doet-roken"
THOUGHT = "Ik rook zelf niet. Wat ik hier lees over '%s' neem ik mee naar het team."


@dataclass(frozen=True)
class Book:
    """The newest text of every part and of every question of the bank, by uid."""

    parts: dict[str, list[Block]]
    bank: dict[str, Question]


def book_of(site: Site, *, easy: bool = False) -> Book:
    """Read what the module asks; of a part with an easy twin, that twin when it is asked for."""
    newest = select(PartVersion, Part.uid).join(Part).where(PartVersion.number == Part.version)
    bank = select(QuizQuestionVersion.block).join(QuizQuestion, QuizQuestion.id == QuizQuestionVersion.question_id)
    with site.behind():
        parts = {uid: _read_by(content.from_json(text.body), easy) for text, uid in db.session.execute(newest)}
        questions = [Question.from_json(block) for block in db.session.scalars(bank)]
    return Book(parts, {question.uid: question for question in questions})


def _read_by(blocks: tuple[Block, ...], easy: bool) -> list[Block]:
    twin = next((block for block in blocks if isinstance(block, Easy)), None)
    if easy and twin:
        return [*twin.blocks, *(block for block in blocks if isinstance(block, Assignment))]
    return [block for block in blocks if block is not twin]


class Learner:
    """Somebody who goes through the module with one kind of hands."""

    def __init__(self, hands: Hands, book: Book) -> None:
        self.hands, self.page, self.book = hands, hands.page, book

    def begin(self) -> None:
        """Go from the start page to the first part."""
        self.page.goto("/")
        self.hands.press(self.page.get_by_role("link", name=re.compile("^Begin")))

    def do_all_parts(self) -> int:
        """Do every part from here; return how many."""
        done = 0
        while "/delen/" in self._action:
            self.do_part()
            done += 1
            if self._path == MODULE:
                break
        return done

    def do_part(self) -> None:
        """Do everything a part asks, and go on."""
        assert_fits(self.page)
        for block in self.blocks:
            self._do(block)
        self.go_on()

    def go_on(self) -> None:
        """Press Verder."""
        self.hands.press(self._button("next"))

    @property
    def blocks(self) -> list[Block]:
        """What the part before us holds."""
        return self.book.parts[re.search(r"/delen/([^/]+)/", self._action)[1]]

    def _do(self, block: Block) -> None:
        if isinstance(block, Question):
            self.answer(block)
            self.hands.press(self._button(f"check:{block.uid}"))
            expect(self._id(f"{block.uid}-antwoord")).to_be_visible()
        elif isinstance(block, Scenario):
            self._talk(block)
        elif isinstance(block, Reflect):
            self.hands.write(self._id(block.uid), THOUGHT % block.uid)
            self.hands.press(self._button(f"keep:{block.uid}"))
            expect(self._id(block.uid)).to_have_value(THOUGHT % block.uid)
        elif isinstance(block, Assignment):
            self.hands.press(self._button(f"done:{block.uid}"))
            expect(self.page.get_by_text("Je hebt deze opdracht gedaan.")).to_be_visible()

    def _talk(self, talk: Scenario) -> None:
        """Take the first road to the end, and write a sentence of one's own."""
        for step in range(20):
            if self._id(talk.ending.uid).count():
                break
            self.hands.press(self._button(f"say:{talk.uid}:{step}:0"))
            expect(self._id(f"{talk.uid}-stap-{step + 1}")).to_be_visible()
        self.hands.write(self._id(talk.ending.uid), "Hoe is dit moment voor jou?")

    def pass_quiz(self) -> None:
        """Do the final quiz from the module page, with all the right answers, and come back."""
        self.hands.press(self.page.get_by_role("link", name="Naar de toets"))
        self.hands.press(self.page.get_by_role("button", name="Begin met de toets"))
        assert_fits(self.page)
        self.fill_in_quiz()
        self.hands.press(self.page.get_by_role("button", name="Lever de toets in"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Je hebt de toets gehaald")
        assert_fits(self.page)
        self.hands.press(self.page.get_by_role("link", name="Terug naar de module"))

    def fill_in_quiz(self) -> None:
        """Give the right answer to every question before us."""
        for question in self._asked:
            self.answer(question)

    @property
    def _asked(self) -> list[Question]:
        uids = self.page.locator("main section.kw-card").evaluate_all("all => all.map(each => each.id)")
        assert uids
        return [self.book.bank[uid] for uid in uids]

    def answer(self, question: Question) -> None:
        """Fill in the right answer."""
        Answering(self.hands, question).right()

    @property
    def _path(self) -> str:
        return self.page.evaluate("location.pathname")

    @property
    def _action(self) -> str:
        return self.page.locator("#deel").get_attribute("action")

    def _id(self, uid: str) -> Locator:
        return self.page.locator(f'[id="{uid}"]')

    def _button(self, act: str) -> Locator:
        return self.page.locator(f'button[name=do][value="{act}"]')


@dataclass(frozen=True)
class Answering:
    """Filling in one question."""

    hands: Hands
    question: Question

    def right(self) -> None:
        """Fill in the answer that is right."""
        fill = {"order": self._order, "match": self._match, "short": self._short, "number": self._number}
        {**fill, "scale": self._scale}.get(self.question.style, self._choose)()

    def _choose(self) -> None:
        for each in self.question.answers:
            if each.right:
                self.hands.choose(self._field(f"{self._uid}-{each.key}"))

    def _order(self) -> None:
        places = {each.key: str(place) for place, each in enumerate(self.question.answers, start=1)}
        for each in sorted(self.question.answers, key=lambda answer: answer.key):  # as shown, so that Tab goes forward
            self.hands.pick(self._field(f"{self._uid}.{each.key}"), places[each.key])

    def _match(self) -> None:
        for each in self.question.answers:
            self.hands.pick(self._field(f"{self._uid}.{each.key}"), each.partner_key)

    def _short(self) -> None:
        self.hands.write(self._field(f"{self._uid}-woorden"), self.question.answers[0].text)

    def _number(self) -> None:
        self.hands.write(self._field(f"{self._uid}-getal"), self.question.answers[0].text)

    def _scale(self) -> None:
        self.hands.choose(self._field(f"{self._uid}-{self.question.points}"))

    @cached_property
    def _uid(self) -> str:
        return self.question.uid

    def _field(self, name: str) -> Locator:
        return self.hands.page.locator(f'[id="{name}"]')
