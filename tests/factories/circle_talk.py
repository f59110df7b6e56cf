"""What is said before and after sessions, for tests."""

from datetime import date

from lms.circles.commands.reports import begin_report
from lms.circles.enums import Polarity, Stage
from lms.circles.models import AgendaItem, CircleAgreement, CircleDecision, CircleSession, Insight, Report
from lms.circles.queries.agenda import themes_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.enums import Attendance
from lms.meetings.models import Attender
from tests.factories.circles import whole


def attended(session: CircleSession, *people, how=Attendance.HERE) -> None:
    """Write down how it was with people."""
    for person in people:
        row = db.session.get_one(Attender, (session.meeting_id, person.id))
        row.attendance, row.attendance_at = how, now()
    db.session.commit()


def wrapped_up(session: CircleSession) -> CircleSession:
    """Let a session be over, as a facilitator who closes it does."""
    session = whole(session)
    session.stage = Stage.WRAPPING_UP
    db.session.commit()
    return whole(session)


def reported(session: CircleSession) -> Report:
    """Let a session be over and its report begin."""
    report = begin_report(wrapped_up(session))
    db.session.commit()
    return report


def learned(session: CircleSession, by, text="Samen eten werkt", *, item: AgendaItem | None = None, **more) -> Insight:
    """Let a circle learn something in a session."""
    theme = themes_of(whole(session).circle)[0]
    row = Insight(circle_id=session.circle_id, session_id=session.id, theme_id=theme.id, polarity=Polarity.WORKS)
    row.statement, row.contributor_id, row.by_id = text, by.id, by.id
    row.agenda_item_id = item.id if item else None
    for name, value in more.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.commit()
    return row


def agreed(session: CircleSession, owner, title="Ik bel de huisarts", *, item: AgendaItem | None = None):
    """Let somebody agree to something in a session."""
    row = CircleAgreement(circle_id=session.circle_id, born_in_id=session.id, title=title, owner_id=owner.id)
    row.due_on, row.by_id, row.item_id = date(2027, 3, 1), owner.id, item.id if item else None
    db.session.add(row)
    db.session.commit()
    return row


def decided(session: CircleSession, by, text="We komen elke maand", *, item: AgendaItem | None = None):
    """Let a circle decide something in a session."""
    row = CircleDecision(circle_id=session.circle_id, session_id=session.id, text=text, by_id=by.id)
    row.item_id = item.id if item else None
    db.session.add(row)
    db.session.commit()
    return row
