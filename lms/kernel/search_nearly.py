"""What holds most of the words somebody typed, for when nothing holds them all."""

from collections.abc import Collection, Sequence
from itertools import combinations

from sqlalchemy import CTE, ColumnElement

from lms.kernel.dutch_stems import stems_of
from lms.kernel.search import NO_LIMIT, asked_words, branches, right_of
from lms.kernel.search_expression import All, Any, Expression, Without, tokens

MOST = 6  # words that are combined; more would make many searches


def nearly(
    words: str,
    *,
    scopes: Collection[str],
    kinds: Collection[str] = (),
    limit: int,
    where: Sequence[ColumnElement[bool]] = (),
) -> CTE | None:
    """Return what holds at least half of the words but not all, as :func:`lms.kernel.search.hits` does.

    The tier is how many of the words it holds. Of one word there is no half: then nothing is returned.
    """
    asked = [tokens("w", stems_of(word)) for word in asked_words(words)[:MOST]]
    if len(asked) < 2 or not scopes:
        return None
    right = right_of(scopes, kinds)

    def holds(many: int) -> Expression:
        return All([Any([All(some) for some in combinations(asked, many)]), *right])

    least = (len(asked) + 1) // 2
    searches = {many: (Without(holds(many), holds(many + 1)), NO_LIMIT) for many in range(least, len(asked))}
    return branches(searches, limit=limit, where=where).cte("hits").prefix_with("MATERIALIZED")
