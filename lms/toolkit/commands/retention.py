"""Throwing away what was over before a moment: each function a batch of one kind; it returns how many."""

from datetime import datetime

from sqlalchemy import or_, update

from lms.kernel.retention import batch_of, counted, forget_rows
from lms.programme.queries.retention import finished_before
from lms.toolkit.enums import ReportState
from lms.toolkit.models import ItemReport, ItemSuggestion
from lms.toolkit.queries.reports import TAKEN_AWAY


def forget_taken_back(before: datetime) -> int:
    """Throw away the empty rows of reports that their writers took back."""
    return forget_rows(ItemReport, ItemReport.removed_at < before)


def forget_suggestions(before: datetime) -> int:
    """Throw away suggestions that were answered; what still waits for an answer stays, without who wrote it."""
    waiting = (ItemSuggestion.answered_at.is_(None), ItemSuggestion.at < before, ItemSuggestion.by_id.is_not(None))
    nameless = update(ItemSuggestion).where(batch_of(ItemSuggestion, *waiting)).values(by_id=None)
    return forget_rows(ItemSuggestion, ItemSuggestion.answered_at < before) + counted(nameless)


def forget_experience(before: datetime) -> int:
    """Take the names off what finished neighbourhoods told, and throw away the words that stayed inside.

    What was told for no neighbourhood is as old as the day on which it was told. How it went stays in the count of the
    item; words that everybody may read stay, without who wrote them.
    """
    of_its_place = ItemReport.neighbourhood_id.in_(finished_before(before))
    of_no_place = ItemReport.neighbourhood_id.is_(None) & (ItemReport.at < before)
    over = (of_its_place | of_no_place, ItemReport.removed_at.is_(None))
    inside = ItemReport.state != ReportState.PUBLIC
    empty = {"sentence": TAKEN_AWAY, "happened": "", "adapted": "", "next_time": "", "checked_why": ""}
    words = batch_of(ItemReport, *over, inside, ItemReport.sentence != TAKEN_AWAY)
    gone = {"consent": False, "state": ReportState.INSIDE, "by_id": None, **empty}
    named = batch_of(ItemReport, *over, or_(ItemReport.by_id.is_not(None), ItemReport.checked_by_id.is_not(None)))
    nobody = {"by_id": None, "checked_by_id": None}
    return counted(update(ItemReport).where(words).values(gone)) + counted(
        update(ItemReport).where(named).values(nobody)
    )
