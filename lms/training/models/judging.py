"""What an answer to a question says: pure, and the same for a part and a quiz.

An answer is a list of keys: of the chosen answers (``one``, ``several``, ``true-false``), of all answers in the given
order (``order``), pairs ``left:right`` (``match``), the words themselves (``short``), a number (``number``) or a point
(``scale``), on which no answer is better than another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from lms.content.blocks import Answer, Question, normal, points_in
from lms.content.numbers import number_in
from lms.content.prose import plain

CHOSEN = frozenset({"one", "true-false"})
LONGEST_WORDS = 200


class Tone(StrEnum):
    """How an answer stands to what the question is after; never "wrong"."""

    GOOD = "good"
    OTHER = "other"
    MISSED = "missed"


@dataclass(frozen=True)
class Comment:
    """What there is to say about one answer (inline HTML)."""

    text: str
    explanation: str
    tone: Tone

    @property
    def stop(self) -> str:
        """The full stop between answer and explanation, unless the answer ends as a sentence does."""
        ends = plain(self.text).rstrip("\"'”’»)").endswith((".", "?", "!", "…", ":"))
        return "." if self.explanation and not ends else ""


@dataclass(frozen=True)
class Verdict:
    """Whether everything was good, and what to say about it, the person's own answers first."""

    right: bool
    comments: tuple[Comment, ...]


def is_answer(question: Question, given: Sequence[str]) -> bool:
    """Return whether this is a whole answer to this text of the question."""
    keys = [answer.key for answer in question.answers]
    if question.style in CHOSEN:
        return len(given) == 1 and given[0] in keys
    if question.style == "several":
        return bool(given) and set(given) <= set(keys) and len(set(given)) == len(given)
    if question.style == "order":
        return sorted(given) == sorted(keys)
    if question.style == "match":
        return _is_matching(question, given, keys)
    if question.style == "scale":
        return len(given) == 1 and given[0] in points_of(question)
    if question.style == "number":
        return len(given) == 1 and number_in(given[0], question.unit) is not None
    return len(given) == 1 and bool(normal(given[0])) and len(given[0]) <= LONGEST_WORDS


def points_of(question: Question) -> list[str]:
    """Return the points of a scale, as they are given."""
    return [str(point) for point in range(1, question.points + 1)]


def judge(question: Question, given: Sequence[str]) -> Verdict:
    """Say what a whole answer is worth."""
    comments = _JUDGES[question.style](question, given)
    return Verdict(all(comment.tone is Tone.GOOD for comment in comments), tuple(comments))


def pair(left: str, right: str) -> str:
    """Return how one pair of a ``match`` answer is written."""
    return f"{left}:{right}"


def _is_matching(question: Question, given: Sequence[str], keys: list[str]) -> bool:
    pairs = [part.partition(":") for part in given]
    partners = [answer.partner_key for answer in question.answers]
    lefts, rights = sorted(left for left, _, _ in pairs), sorted(right for *_, right in pairs)
    return lefts == sorted(keys) and rights == sorted(partners)


def _choices(question: Question, given: Sequence[str]) -> list[Comment]:
    chosen = [answer for answer in question.answers if answer.key in given]
    missed = [answer for answer in question.answers if answer.right and answer.key not in given]
    found = [_comment(answer, Tone.GOOD if answer.right else Tone.OTHER) for answer in chosen]
    return found + [_comment(answer, Tone.MISSED) for answer in missed]


def _order(question: Question, given: Sequence[str]) -> list[Comment]:
    return [
        _comment(answer, Tone.GOOD if answer.key == key else Tone.MISSED)
        for answer, key in zip(question.answers, given, strict=True)
    ]


def _pairs(question: Question, given: Sequence[str]) -> list[Comment]:
    return [
        Comment(
            text=f"{answer.text} – {answer.partner}",
            explanation=answer.explanation,
            tone=Tone.GOOD if pair(answer.key, answer.partner_key) in given else Tone.MISSED,
        )
        for answer in question.answers
    ]


def _words(question: Question, given: Sequence[str]) -> list[Comment]:
    said = normal(given[0])
    good = next((answer for answer in question.answers if normal(answer.text) == said), None)
    if good:
        return [_comment(good, Tone.GOOD)]
    return [
        Comment(text="", explanation=question.otherwise, tone=Tone.OTHER),
        _comment(question.answers[0], Tone.MISSED),
    ]


def _number(question: Question, given: Sequence[str]) -> list[Comment]:
    said, right = number_in(given[0], question.unit), question.answers[0]
    wanted, spare = number_in(right.text), number_in(question.tolerance or "0")
    if None not in (said, wanted, spare) and abs(said - wanted) <= spare:  # type: ignore[operator]
        return [_valued(question, Tone.GOOD)]
    return [Comment(text="", explanation=question.otherwise, tone=Tone.OTHER), _valued(question, Tone.MISSED)]


def _valued(question: Question, tone: Tone) -> Comment:
    right = question.answers[0]
    return Comment(text=f"{right.text} {escape(question.unit)}".strip(), explanation=right.explanation, tone=tone)


def _scale(question: Question, given: Sequence[str]) -> list[Comment]:
    """Every point is good; what is told of it is that of its range, or the one for all."""
    point = int(given[0])
    told = (answer.explanation for answer in question.answers if point in points_in(answer.text))
    return [Comment(text="", explanation=next(told, question.otherwise), tone=Tone.GOOD)]


def _comment(answer: Answer, tone: Tone) -> Comment:
    return Comment(text=answer.text, explanation=answer.explanation, tone=tone)


_JUDGES = {
    "one": _choices,
    "true-false": _choices,
    "several": _choices,
    "order": _order,
    "match": _pairs,
    "short": _words,
    "number": _number,
    "scale": _scale,
}
