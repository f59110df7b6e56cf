"""What somebody said before and after sessions."""

from typing import Any

from sqlalchemy import Select, select

from lms.accounts.models import Person
from lms.circles.models import (
    Addendum,
    CheckIn,
    Circle,
    CircleSession,
    Confidential,
    ExpertLink,
    FeedbackReceipt,
    FollowUp,
    Named,
    Prework,
    PreworkAnswer,
    PreworkPhoto,
    ReportLine,
)
from lms.circles.queries.confidential import said_in_the_open
from lms.kernel.db import db
from lms.kernel.own_rows import rows_as_data

#: Every table of what is said before and after with a foreign key to a person.
TABLES = (
    "confidential",
    "confidential_person",
    "prework_answer",
    "session_checkin",
    "session_expert_link",
    "session_feedback_receipt",
    "session_followup",
    "session_prework",
    "session_report_addendum",
    "session_report_line",
)


def talk_as_data(person: Person) -> dict[str, Any]:
    """Return what somebody said, prepared, added and marked, as plain values; never what they answered anonymously.

    The names of experts they invited are those of others, and stay out; so does what a confidential session wrote.
    """
    open_ = said_in_the_open(CircleSession.id)
    said = _of(
        CheckIn.session_id,
        CheckIn.works,
        CheckIn.works_not,
        CheckIn.fit,
        CheckIn.fit_remark,
        CheckIn.case_title,
        CheckIn.case_text,
        CheckIn.changed_at,
    )
    prepared = _of(PreworkAnswer.session_id, PreworkAnswer.text, PreworkAnswer.at)
    photos = _of(PreworkAnswer.session_id, PreworkPhoto.uid, PreworkPhoto.alt, PreworkPhoto.at)
    photos = photos.join(PreworkPhoto, PreworkPhoto.answer_id == PreworkAnswer.id)
    asked = _of(Prework.session_id, Prework.instruction, Prework.due_on, Prework.at)
    links = _of(ExpertLink.session_id, ExpertLink.at, ExpertLink.revoked_at)
    lines = _of(ReportLine.session_id, ReportLine.kind, ReportLine.text, ReportLine.more)
    added = _of(Addendum.session_id, Addendum.text, Addendum.at)
    later = _of(
        FollowUp.session_id, FollowUp.asked_at, FollowUp.answered_at, FollowUp.used, FollowUp.level, FollowUp.why
    )
    answered = _of(FeedbackReceipt.session_id, FeedbackReceipt.answered)
    return {
        "brought": rows_as_data(said.where(CheckIn.person_id == person.id)),
        "prepared": rows_as_data(prepared.where(PreworkAnswer.person_id == person.id)),
        "photos": rows_as_data(photos.where(PreworkAnswer.person_id == person.id)),
        "assignments": rows_as_data(asked.where(Prework.by_id == person.id, open_)),
        "expert_links": rows_as_data(links.where(ExpertLink.by_id == person.id)),
        "in_reports": rows_as_data(lines.where(ReportLine.person_id == person.id, open_)),
        "added_to_reports": rows_as_data(added.where(Addendum.by_id == person.id, open_)),
        "six_weeks_later": rows_as_data(later.where(FollowUp.person_id == person.id)),
        "asked_what_was_taken_home": rows_as_data(answered.where(FeedbackReceipt.person_id == person.id)),
        **_confidential(person),
    }


def _confidential(person: Person) -> dict[str, Any]:
    marked = select(Confidential.kind, Confidential.at, Confidential.lifted_at)
    named = select(Confidential.kind, Confidential.at).join(Named, Named.confidential_id == Confidential.id)
    return {
        "marked_confidential": rows_as_data(marked.where(Confidential.by_id == person.id)),
        "named_in_confidential": rows_as_data(named.where(Named.person_id == person.id)),
    }


def photos_kept_of(person: Person) -> list[PreworkPhoto]:
    """Return the photos somebody prepared."""
    found = select(PreworkPhoto).join(PreworkAnswer, PreworkAnswer.id == PreworkPhoto.answer_id)
    return list(db.session.scalars(found.where(PreworkAnswer.person_id == person.id)))


def _of(session: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Select columns with the circle and the number of their session."""
    named = select(Circle.name.label("circle"), CircleSession.number, *columns).select_from(session.class_)
    named = named.join(CircleSession, CircleSession.id == session)
    return named.join(Circle, Circle.id == CircleSession.circle_id).order_by(CircleSession.id)
