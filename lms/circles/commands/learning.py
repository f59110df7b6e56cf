"""The learning agenda: opening it, lettered questions, and how they stand when a session ends."""

from string import ascii_uppercase

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.circles.enums import Folded, QuestionState, Stage
from lms.circles.models import Circle, CircleSession, CircleUnfolded, LearningAgendaLine, LearningQuestion, Series
from lms.circles.queries.learning import questions_of
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Theme

LETTERS = len(ascii_uppercase)


def unfold(circle: Circle, what: Folded, *, by: Person, origin: str) -> None:
    """Open something that stays folded away until a facilitator does so; opened twice is opened once."""
    try:
        with db.session.begin_nested():
            db.session.add(CircleUnfolded(circle_id=circle.id, what=what, by_id=by.id))
    except IntegrityError:
        return
    audit.record("circle.unfold", f"circle/{circle.uid}", actor_uid=by.uid, origin=origin)


def note_yield_taken(series: Series, *, by: Person, origin: str) -> None:
    """Write in the log that somebody took the yield of a series along."""
    audit.record("circle.yield", f"circle/{series.circle.uid}", actor_uid=by.uid, origin=origin)


def ask_question(
    circle: Circle,
    question: str,
    *,
    second_order: str = "",
    barrier: str = "",
    theme: Theme | None = None,
    owner: Person | None = None,
    opened_in: CircleSession | None = None,
    form_key: str,
    by: Person,
) -> LearningQuestion:
    """Put a question on the learning agenda, under the next letter."""
    said = {
        "circle_id": circle.id,
        "question": question.strip(),
        "second_order": second_order.strip(),
        "barrier": barrier.strip(),
        "theme_id": theme.id if theme else None,
        "owner_id": owner.id if owner else None,
    }
    if there := row_of_form(LearningQuestion.by_id, form_key, by):
        return unchanged(there, **said)
    opened = opened_in.id if opened_in else None
    row = LearningQuestion(letter=_next_letter(circle), form_key=form_key, opened_in_id=opened, by_id=by.id, **said)
    return first_of_form(LearningQuestion.by_id, row, by)


def reword_question(question: LearningQuestion, words: str, *, form_key: str, by: Person) -> LearningQuestion:
    """Ask it in other words under the same letter; the old words stay to be read beside it."""
    if there := row_of_form(LearningQuestion.by_id, form_key, by):
        return unchanged(there, question=words.strip())
    _refuse_closed(question)
    if words.strip() == question.question:
        raise Refusal(_("Dit zijn dezelfde woorden. Schrijf de vraag anders op."), "question")
    question.state = QuestionState.REWORDED
    db.session.flush()
    same = ("circle_id", "letter", "second_order", "barrier", "theme_id", "owner_id", "opened_in_id")
    row = LearningQuestion(
        **{name: getattr(question, name) for name in same},
        question=words.strip(),
        predecessor_id=question.id,
        form_key=form_key,
        by_id=by.id,
    )
    return first_of_form(LearningQuestion.by_id, row, by)


def close_question(question: LearningQuestion, state: QuestionState, outcome: str) -> None:
    """Say that a question is solved or let go, and what came of it."""
    _refuse_closed(question)
    if not outcome.strip():
        raise Refusal(_("Schrijf in één zin wat jullie nu weten, of waarom je hem loslaat."), "outcome")
    question.state, question.outcome = state, outcome.strip()
    db.session.flush()


def freeze_agenda(session: CircleSession, *, by: Person, origin: str) -> int:
    """Keep how every question stands at the end of a session; until the session is final it may be done again.

    What was closed before is not repeated: it stands at the session where it closed.
    """
    db.session.refresh(session, ["stage"], with_for_update=True)
    lines = select(LearningAgendaLine.question_id).where(LearningAgendaLine.session_id == session.id)
    if session.stage is Stage.FINAL and db.session.scalar(select(lines.exists())):
        raise Refusal(_("Deze bijeenkomst is klaar. De leeragenda staat vast."))
    db.session.execute(delete(LearningAgendaLine).where(LearningAgendaLine.session_id == session.id))
    closed = select(LearningAgendaLine.question_id).join(LearningAgendaLine.question)
    over = LearningAgendaLine.state.in_((QuestionState.SOLVED, QuestionState.LET_GO))
    closed = closed.where(LearningQuestion.circle_id == session.circle_id, over)
    before = set(db.session.scalars(closed))
    rows = [
        LearningAgendaLine(session_id=session.id, question_id=each.id, state=each.state)
        for each in questions_of(session.circle)
        if each.id not in before
    ]
    db.session.add_all(rows)
    db.session.flush()
    if rows:
        audit.record("circle.freeze", f"circle/{session.circle.uid}", actor_uid=by.uid, origin=origin)
    return len(rows)


def _next_letter(circle: Circle) -> str:
    """Return the letter after the last; after Z comes AA. The circle waits, so that no letter is given twice."""
    db.session.execute(select(Circle.id).where(Circle.id == circle.id).with_for_update())
    here = select(func.count(LearningQuestion.letter.distinct())).where(LearningQuestion.circle_id == circle.id)
    number = db.session.scalar(here) or 0
    if number >= LETTERS * (LETTERS + 1):
        raise Refusal(_("De leeragenda is vol. Sluit eerst vragen af in een nieuwe leerkring."))
    return ("" if number < LETTERS else ascii_uppercase[number // LETTERS - 1]) + ascii_uppercase[number % LETTERS]


def _refuse_closed(question: LearningQuestion) -> None:
    if question.state is not QuestionState.OPEN:
        raise Refusal(_("Deze vraag is al afgesloten of anders opgeschreven."))
