"""The end of a session ties everything together, once, however often somebody closes it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.models import Notice
from lms.circles.commands.insights import Words, edit_insight
from lms.circles.commands.learning import ask_question
from lms.circles.commands.reports import BEGUN, correct_own
from lms.circles.commands.running import begin_session, round_off, say_where_it_stands
from lms.circles.enums import InsightState, ItemKind, ItemState, LineKind, Stage, Visibility
from lms.circles.jobs.after import begin, fix, warn
from lms.circles.models import FeedbackRound, FollowUp, LearningAgendaLine, Report
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.running import serial_of
from lms.kernel import search
from lms.kernel.audit import AuditEntry
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.working_days import add_working_days
from tests.factories.circles import a_day, a_session, again, in_circle, whole
from tests.factories.session_work import an_agreement, an_insight, begun

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


@pytest.fixture
def session(circle, ilse, samira):
    return begun(a_session(circle, a_day(0.01), by=ilse), ilse)


def closed(session, ilse):
    """Give each theme an answer and stop."""
    for item in agenda_of(whole(session)).items:
        if item.kind is ItemKind.THEME:
            say_where_it_stands(whole(session), item, ItemState.DROPPED, by=again(ilse))
    round_off(whole(session), by=again(ilse), origin="test")
    db.session.commit()
    return whole(session)


def many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def kept() -> dict[str, int]:
    """Return what closing leaves, in numbers."""
    told = select(func.count()).select_from(Notice).where(Notice.cause == BEGUN)
    tables = (Report, FeedbackRound, FollowUp, LearningAgendaLine)
    return {"told": db.session.scalar(told), **{each.__tablename__: many(each) for each in tables}}


def test_closing_begins_the_report_the_question_and_the_six_weeks_and_keeps_the_learning_agenda(session, ilse, samira):
    ask_question(session.circle, "Hoe krijgen we de huisarts mee?", form_key=new_uid(24), by=again(ilse))
    closed(session, ilse)
    wanted = {"told": 2, "session_report": 1, "session_feedback": 1, "session_followup": 1, "learning_agenda_line": 1}
    assert list(kept().values()) == list(wanted.values())

    round_off(whole(session), by=again(ilse), origin="test")
    begin()
    assert list(kept().values()) == list(wanted.values())


def test_a_session_that_is_opened_again_and_closed_again_has_everything_once_and_all_its_days(session, ilse):
    ask_question(session.circle, "Hoe krijgen we de huisarts mee?", form_key=new_uid(24), by=again(ilse))
    before = (closed(session, ilse), kept())[1]
    report = db.session.scalars(select(Report)).one()
    report.last_day, report.warned_on = today() - timedelta(days=3), today() - timedelta(days=3)
    begin_session(whole(session), by=again(ilse), origin="test")
    db.session.commit()
    warn()
    fix()
    db.session.refresh(report)
    assert (whole(session).stage, report.fixed_at) == (Stage.RUNNING, None)

    round_off(whole(session), by=again(ilse), origin="test")
    db.session.commit()
    assert kept() == before
    assert (report.last_day, report.warned_on) == (add_working_days(today(), 5), None)


def test_own_words_in_a_report_are_written_as_they_are_elsewhere(session, ilse, samira):
    row = an_insight(session, samira, "Samen eten werkt")
    row.visibility, row.contributor_id, row.state = Visibility.PUBLIC, samira.id, InsightState.CONFIRMED
    closed(session, ilse)
    correct_own(whole(session), LineKind.INSIGHT, row.uid, "Samen koken werkt", by=again(samira), origin="test")
    db.session.commit()

    assert (row.statement, row.state) == ("Samen koken werkt", InsightState.CONFIRMED)
    assert [each.key for each in search.search("koken", scopes=["public"]).found] == [row.uid]
    logged = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(2))
    assert set(logged) == {"insight.edit", "circle.report_correct"}


def test_what_is_said_otherwise_elsewhere_reaches_the_screens_of_the_session(session, ilse, samira):
    row, made = an_insight(session, samira), an_agreement(session, samira, ilse)
    before = serial_of(session)
    edit_insight(row, Words("Samen koken werkt"), by=again(samira), origin="test")
    assert serial_of(session) == before + 1
    closed(session, ilse)
    before = serial_of(session)
    correct_own(whole(session), LineKind.AGREEMENT, made.uid, "Bellen", by=again(samira), origin="test")
    assert serial_of(session) == before + 1
