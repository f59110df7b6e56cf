"""Which questions of a bank come first in a new attempt: pure, and the same for everybody."""

from collections.abc import Collection, Sequence


def longest_ago_first(bank: Sequence[int], earlier: Sequence[Collection[int]]) -> list[int]:
    """Return the bank with what was never asked first, then what was asked longest ago.

    ``earlier``: the questions of earlier attempts, the newest first.  Questions that are equally long ago keep their
    place, so hand the bank in shuffled.
    """
    return sorted(bank, key=lambda question: -_ago(question, earlier))


def _ago(question: int, earlier: Sequence[Collection[int]]) -> int:
    return next((number for number, asked in enumerate(earlier) if question in asked), len(earlier))
