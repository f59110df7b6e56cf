"""What somebody did, promised and wrote at sessions of their circles."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.circles.enums import Hushed
from lms.circles.models import (
    AgreementReview,
    Circle,
    CircleAgreement,
    CircleDecision,
    CircleSession,
    NoteRevision,
    RoundLine,
    SessionNote,
)
from lms.circles.queries.confidential import hushed, said_in_the_open
from lms.kernel.own_rows import rows_as_data

#: Every table of the work of a session with a foreign key to a person.
TABLES = ("agreement_review", "circle_agreement", "circle_decision", "note_revision", "round_line")


def work_as_data(person: Person) -> dict[str, Any]:
    """Return what somebody agreed, looked back on, decided and wrote at sessions, as plain values.

    Of what is confidential only their own agreements: the other words are of everybody who was there.
    """
    circle, number = Circle.name.label("circle"), CircleSession.number.label("session")
    agreed = select(circle, *_of(CircleAgreement, "title", "due_on", "state", "stuck_why", "created_at"))
    agreed = agreed.join(Circle, Circle.id == CircleAgreement.circle_id).order_by(CircleAgreement.id)
    looked = select(circle, number, *_of(AgreementReview, "state_then", "remark", "at"))
    looked = looked.join(CircleSession, CircleSession.id == AgreementReview.session_id)
    decided = select(circle, *_of(CircleDecision, "text", "review_on", "created_at"))
    decided = decided.join(Circle, Circle.id == CircleDecision.circle_id).order_by(CircleDecision.id)
    wrote = select(circle, number, *_of(NoteRevision, "number", "text", "at"))
    wrote = wrote.join(SessionNote, SessionNote.id == NoteRevision.note_id)
    wrote = wrote.join(CircleSession, CircleSession.id == SessionNote.session_id).order_by(NoteRevision.at)
    said = select(circle, number, *_of(RoundLine, "step_key", "status", "fit", "remark", "at"))
    said = said.join(CircleSession, CircleSession.id == RoundLine.session_id).order_by(RoundLine.at)
    of_circle = Circle.id == CircleSession.circle_id
    open_ = said_in_the_open(CircleSession.id)
    note = (~hushed(Hushed.NOTE, SessionNote.id), said_in_the_open(SessionNote.session_id, SessionNote.item_id))
    made = said_in_the_open(CircleAgreement.born_in_id, CircleAgreement.item_id)
    settled = said_in_the_open(CircleDecision.session_id, CircleDecision.item_id)
    return {
        "agreements": rows_as_data(agreed.where(CircleAgreement.owner_id == person.id)),
        "agreements_written": rows_as_data(agreed.where(CircleAgreement.by_id == person.id, made)),
        "looked_back": rows_as_data(looked.join(Circle, of_circle).where(AgreementReview.by_id == person.id, open_)),
        "decisions": rows_as_data(decided.where(CircleDecision.by_id == person.id, settled)),
        "notes": rows_as_data(wrote.join(Circle, of_circle).where(NoteRevision.by_id == person.id, *note)),
        "card_rounds": rows_as_data(said.join(Circle, of_circle).where(RoundLine.by_id == person.id, open_)),
    }


def _of(model: Any, *names: str) -> list[Any]:
    return [getattr(model, name).label("text_number") if name == "number" else getattr(model, name) for name in names]
