"""How questions go, as far as it may be told."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.content.prose import plain
from lms.kernel.small_cells import Shown
from lms.training.models.insight import AGAIN, ANSWERED, SLIPPED, Tally, share_of
from lms.training.models.outline import LessonLine, Outline, PartLine
from lms.training.models.slips import slip_in_words
from lms.training.queries.insight_questions import AskedAt


@dataclass(frozen=True)
class Slip:
    """The answer that most people gave who were off, in plain words, and how many did."""

    words: str
    left_out: bool
    people: Shown


@dataclass(frozen=True)
class QuestionLine:
    """How a question goes: who answered, whose first answer was off, and who tried again.

    ``place`` is nothing for a question of the final quiz.
    """

    prompt: str
    place: tuple[LessonLine, PartLine] | None
    answered: Shown
    slipped: Shown
    again: Shown
    share: int | None
    slip: Slip | None


def question_lines(asked: Sequence[AskedAt], outline: Outline, tally: Tally) -> list[QuestionLine]:
    """Return the questions that somebody answered: those that go wrong most in front, then as they are read."""
    lines = [_line(each, outline, tally) for each in asked if tally.of(ANSWERED, each.question.uid)]
    return sorted(lines, key=lambda line: -(line.share or 0))


def _line(each: AskedAt, outline: Outline, tally: Tally) -> QuestionLine:
    uid = each.question.uid
    answered, slipped = tally.of(ANSWERED, uid), tally.of(SLIPPED, uid)
    return QuestionLine(
        prompt=plain(each.question.prompt),
        place=outline.place_of(each.part),
        answered=answered,
        slipped=slipped,
        again=tally.of(AGAIN, uid),
        share=share_of(slipped, answered),
        slip=_slip(each, tally),
    )


def _slip(each: AskedAt, tally: Tally) -> Slip | None:
    found = tally.slip(each.question.uid)
    if found is None:
        return None
    words, left_out = slip_in_words(each.question, found[0])
    return Slip(plain(words), left_out, found[1]) if words else None
