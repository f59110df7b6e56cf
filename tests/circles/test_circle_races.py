"""What phones send twice, and what two people do at the same moment, is kept once and nothing is lost."""

import pytest
from sqlalchemy import func, select

from lms.accounts.models import Notice
from lms.circles.commands.learning import ask_question
from lms.circles.commands.reports import BEGUN
from lms.circles.commands.running import say_where_it_stands
from lms.circles.enums import ItemKind, ItemState, Stage
from lms.circles.models import (
    CheckIn,
    FeedbackRound,
    FollowUp,
    Insight,
    LearningAgendaLine,
    NoteRevision,
    Report,
    SessionNote,
)
from lms.circles.queries.agenda import agenda_of
from lms.kernel.audit import AuditEntry
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from tests.browser import Browser, fields_of
from tests.factories.circles import a_day, a_facilitator, a_session, again, in_circle, whole
from tests.factories.programme import a_neighbourhood
from tests.factories.session_work import begun
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]
HERE = "/leerkringen/leerkring-noord/1"


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani", place=a_neighbourhood("Oosterveld"))


@pytest.fixture
def session(circle, ilse, samira):
    return begun(a_session(circle, a_day(0.01), by=ilse), ilse)


def tabs_of(app, *people):
    return [Browser(app).sign_in(person) for person in people]


def many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_what_a_phone_sends_four_times_at_once_is_caught_once(app, session, samira):
    tabs = tabs_of(app, *[samira] * 4)
    said = {**fields_of(tabs[0].open(f"{HERE}/nu")), "les-polarity": "works", "les-statement": "Samen bellen werkt."}

    sent = at_once(*((tab, f"{HERE}/nu/les", said) for tab in tabs))

    assert {response.status_code for response in sent} == {303}
    assert db.session.scalars(select(Insight.statement)).all() == ["Samen bellen werkt."]


@pytest.mark.parametrize("there", [False, True])
def test_two_people_who_save_one_note_at_once_lose_no_words(app, session, samira, ilse, there):
    tabs = tabs_of(app, samira, ilse)
    path = f"{HERE}/notitie/alles"
    if there:
        tabs[0].submit(path, seen="0", text="Begin")
    seen = "1" if there else "0"

    sent = at_once(
        (tabs[0], path, {"seen": seen, "text": "Woorden van Samira"}),
        (tabs[1], path, {"seen": seen, "text": "Woorden van Ilse"}),
    )

    assert sorted(response.status_code for response in sent) == [303, 409]
    second = next(response.text for response in sent if response.status_code == 409)
    assert "Woorden van Samira" in second
    assert "Woorden van Ilse" in second
    assert (many(SessionNote), many(NoteRevision)) == (1, 2 if there else 1)


def test_closing_twice_at_once_closes_once(app, circle, session, ilse):
    other = a_facilitator(circle, "Omar Haddad")
    ask_question(circle, "Hoe krijgen we de huisarts mee?", form_key=new_uid(24), by=again(ilse))
    for item in agenda_of(whole(session)).items:
        if item.kind is ItemKind.THEME:
            say_where_it_stands(whole(session), item, ItemState.DROPPED, by=again(ilse))
    db.session.commit()
    number = session.id

    sent = at_once(*((tab, f"{HERE}/nu/afronden", {}) for tab in tabs_of(app, ilse, other, ilse, other)))

    assert {response.status_code for response in sent} == {303}
    assert db.session.get_one(Report, number, populate_existing=True).fixed_at is None
    assert whole(db.session.get_one(type(session), number)).stage is Stage.WRAPPING_UP
    assert [many(each) for each in (Report, FeedbackRound, FollowUp, LearningAgendaLine)] == [1, 1, 1, 1]
    stopped = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "circle.session_round_off")
    told = select(func.count()).select_from(Notice).where(Notice.cause == BEGUN)
    assert (db.session.scalar(stopped), db.session.scalar(told)) == (1, 3)


def test_one_check_in_from_two_phones_is_one_and_keeps_both_parts(app, circle, ilse, samira):
    a_session(circle, a_day(7), by=ilse)
    tabs = tabs_of(app, samira, samira)
    story = {"verhaal-works": "Koffie op straat", "verhaal-works_theme": "", "verhaal-works_not_theme": ""}
    case = {"casus-title": "Bewoners haken af", "casus-text": "", "casus-theme": ""}

    sent = at_once((tabs[0], f"{HERE}/vooraf/verhaal", story), (tabs[1], f"{HERE}/vooraf/casus", case))

    assert {response.status_code for response in sent} == {303}
    row = db.session.scalars(select(CheckIn)).one()
    assert (row.works, row.case_title) == ("Koffie op straat", "Bewoners haken af")
