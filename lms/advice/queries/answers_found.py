"""Looking for a public answer by its words: the same index, stems and forgiveness as the search of the whole site."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, String, cast, select
from sqlalchemy.orm import joinedload

from lms.advice.models import PublicAnswer
from lms.advice.queries.public import MOST, for_everybody, public_answers
from lms.kernel.db import db
from lms.kernel.search import hits
from lms.kernel.search_nearly import nearly
from lms.kernel.search_slips import meant

#: What everybody finds: the kind of entry in the search index, and for whom.
KIND, PUBLIC = "answer", ("public",)
LONGEST_WORDS = 200


@dataclass(frozen=True)
class AnswersFound:
    """Public answers, the best hit or the newest first.

    ``meant`` are the words that were looked for instead, when what somebody typed held a slip; ``nearly`` says that no
    answer holds all the words, and these hold most.
    """

    rows: Sequence[PublicAnswer] = ()
    words: str = ""
    meant: str = ""
    nearly: bool = False


def answers_found(words: str) -> AnswersFound:
    """Return what everybody reads that holds these words, or everything without words.

    One statement, and four more for words that are not found.
    """
    words = " ".join(words[:LONGEST_WORDS].split())
    if not words:
        return AnswersFound(public_answers())
    here: dict[str, Any] = {"scopes": PUBLIC, "kinds": [KIND]}
    if rows := _told(hits(words, **here, limit=MOST)):
        return AnswersFound(rows, words)
    if better := meant(words, **here):
        return AnswersFound(_told(hits(better, **here, limit=MOST)), words, meant=better)
    rows = _told(nearly(words, **here, limit=MOST))
    return AnswersFound(rows, words, nearly=bool(rows))


def _told(found: CTE | None) -> Sequence[PublicAnswer]:
    if found is None:
        return ()
    there = select(PublicAnswer).join(found, found.c.key == cast(PublicAnswer.id, String)).where(*for_everybody())
    ordered = there.options(joinedload(PublicAnswer.theme)).order_by(found.c.tier.desc(), found.c.id.desc())
    return db.session.scalars(ordered.limit(MOST)).all()
