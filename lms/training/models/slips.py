"""What was off in an answer, as one short word: so that the same mistake of many people is one mistake. Pure.

The key of an answer for most styles, ``left:right`` for a wrong pair, the words themselves for ``short`` and
``number``. A ``-`` before a key says that the answer was left out.
"""

from collections.abc import Iterator, Sequence

from lms.content.blocks import Question, normal
from lms.training.models.judging import CHOSEN, judge, pair
from lms.training.models.tries import LONGEST_SLIP

LEFT_OUT = "-"


def slip_of(question: Question, given: Sequence[str]) -> str | None:
    """Return the first thing that was off in a whole answer, nothing when it was right."""
    if judge(question, given).right:
        return None
    if question.style in CHOSEN:
        return given[0]
    if question.style == "several":
        return next(_of_several(question, given))
    if question.style == "order":
        return next(key for key, answer in zip(given, question.answers, strict=True) if key != answer.key)
    if question.style == "match":
        good = {pair(answer.key, answer.partner_key) for answer in question.answers}
        return min(each for each in given if each not in good)
    return normal(given[0])[:LONGEST_SLIP]


def slip_in_words(question: Question, slip: str) -> tuple[str, bool]:
    """Return what a slip says (inline HTML for answers, else what was typed), and whether it was left out.

    Empty when the answer is no longer in this text of the question.
    """
    texts = {answer.key: answer.text for answer in question.answers}
    if question.style in {"short", "number"}:
        return slip, False
    if question.style == "match":
        left, _, right = slip.partition(":")
        partners = {answer.partner_key: answer.partner for answer in question.answers}
        there = left in texts and right in partners
        return (f"{texts[left]} – {partners[right]}" if there else ""), False
    return texts.get(slip.removeprefix(LEFT_OUT), ""), slip.startswith(LEFT_OUT)


def _of_several(question: Question, given: Sequence[str]) -> Iterator[str]:
    yield from (answer.key for answer in question.answers if answer.key in given and not answer.right)
    yield from (f"{LEFT_OUT}{answer.key}" for answer in question.answers if answer.right and answer.key not in given)
