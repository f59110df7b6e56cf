"""Where other systems went wrong with circles, each as a promise (circles-and-advice.md section 9; its numbers)."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.circles.commands.checkins import bring_case
from lms.circles.commands.consent import ask_to_share
from lms.circles.commands.insights import Words, edit_insight, merge_insight
from lms.circles.commands.peers import ask_call, offer_calls
from lms.circles.commands.session_notes import write_note
from lms.circles.enums import Attribution, Stage, Visibility
from lms.circles.jobs.after import ask, begin, fix, warn
from lms.circles.models import FollowUp, Report
from lms.circles.queries.insights import insights_at_step
from lms.kernel.clock import local, on_the_wall
from lms.kernel.db import Base, db
from lms.kernel.outbox import Mail
from lms.programme.enums import MapKind
from lms.programme.models import CardStepMap
from lms.ui.formats import weekday
from tests.factories.circle_talk import agreed, attended, decided, learned, wrapped_up
from tests.factories.circles import a_day, a_session, again, in_circle, whole
from tests.factories.insights import an_insight
from tests.factories.people import a_person
from tests.factories.programme import STEPS, a_card_version, a_member, a_neighbourhood, the_programme
from tests.factories.session_work import begun

pytestmark = pytest.mark.usefixtures("database")
LESSON, MENDED = "Loop mee met iemand die de mensen kent", "Loop mee met een bekende"


@pytest.fixture
def samira(circle, place):
    return in_circle(circle, person=a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani"), place=place)


@pytest.fixture
def session(circle, ilse, samira, peter):
    return a_session(circle, by=ilse)


def everything():
    """All rows there are, by table."""
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Base.metadata.sorted_tables
    }


def weeks_later(session) -> None:
    """Let the days of the report and the six weeks after a session go by."""
    begin()
    row = db.session.get_one(Report, session.id)
    row.last_day -= timedelta(days=60)
    warn()
    row.warned_on -= timedelta(days=2)
    fix()
    for each in db.session.scalars(select(FollowUp)):
        each.due_on -= timedelta(days=60)
    ask()
    db.session.commit()


def everything_is_told(session, samira, ilse) -> None:
    """Let a session send everything that circles send to somebody."""
    insight = an_insight(session.circle, LESSON, by=samira, session_id=session.id)
    ask_to_share(insight, Visibility.PUBLIC, by=again(ilse), origin="test")
    edit_insight(insight, Words(MENDED), by=again(ilse), origin="test")
    offer = offer_calls(a_neighbourhood("Zandwijk"), by=again(samira))
    ask_call(offer, a_neighbourhood("Havenbuurt"), "team", "Hoe begon je?", "06", by=again(a_person(name="Teun")))
    wrapped_up(session)
    attended(session, samira)
    weeks_later(session)


def test_trap_1_what_circles_mail_can_be_looked_at_without_changing_anything(browser, session, samira, ilse):
    everything_is_told(session, samira, ilse)
    notices = db.session.scalars(select(Notice).where(Notice.person_id == samira.id)).all()
    links = {each.url for each in notices if each.cause.startswith(("circle.", "insight.", "peer."))}
    mails = db.session.scalars(select(Mail.text).where(Mail.address == samira.email)).all()
    links |= {found for text in mails for found in re.findall(r"http://localhost(/\S+)", text)}
    assert len(links) >= 6
    browser.sign_in(samira)
    before = everything()

    for link in sorted(links):
        for look in (browser.client.head, browser.client.get, browser.client.get):
            assert look(link).status_code == 200, link

    db.session.rollback()
    assert everything() == before


def test_trap_14_what_was_learned_on_a_step_stands_with_each_part_when_a_new_card_splits_it(circle, samira, place):
    old = place.card_version_id
    row = an_insight(circle, by=samira, place=place, step_key="wijk")
    new = a_card_version(the_programme(), "2.0", keys=(*STEPS, "droom"), current=False)
    db.session.add_all(
        CardStepMap(from_version_id=old, from_key="wijk", to_version_id=new.id, to_key=key, kind=MapKind.SPLIT)
        for key in ("wijk", "droom")
    )
    db.session.commit()

    shown = {key: insights_at_step(circle.programme_id, key, again(samira)) for key in ("wijk", "droom", "team")}

    assert {key: [each.insight.id for each in rows] for key, rows in shown.items()} == {
        "wijk": [row.id],
        "droom": [row.id],
        "team": [],
    }


def test_trap_16_of_three_cases_only_the_confidential_one_is_for_named_people(
    browser, session, circle, ilse, samira, peter
):
    teun = in_circle(circle, name="Teun Hofstra")
    cases = ((samira, "Bewoners haken af", None), (peter, "Over Jan", [ilse]), (teun, "De markt", None))
    for person, title, named in cases:
        bring_case(session, title, "", theme=None, named=named, by=again(person), origin="test")
    db.session.commit()

    page = browser.sign_in(teun).open("/leerkringen/leerkring-noord/1")
    assert [title for title in ("Bewoners haken af", "Over Jan", "De markt") if title in page] == [
        "Bewoners haken af",
        "De markt",
    ]
    assert "Over Jan" in browser.sign_in(ilse).open("/leerkringen/leerkring-noord/1/voorbereiding")


def test_trap_17_joining_lessons_names_nobody_who_did_not_want_that(browser, circle, ilse, samira, peter, place):
    named = an_insight(circle, "Ga samen op pad.", by=samira, place=place, attribution=Attribution.NAME)
    unnamed = an_insight(circle, "Loop met iemand mee.", by=peter, attribution=Attribution.ANONYMOUS)

    merge_insight(unnamed, named, by=again(ilse), origin="test")
    db.session.commit()

    page = browser.sign_in(in_circle(circle, name="Teun Hofstra")).open(f"/inzichten/{named.uid}")
    assert "Loop met iemand mee." in page
    assert "Samira Bennani" in page
    assert "Peter" not in page


def test_trap_18_no_mail_or_notice_carries_what_was_written_in_a_session(session, samira, peter, ilse):
    words = ("Alleen voor ons", "Jan rookt weer", "Samen eten", "Huisarts bellen", "Elke maand", LESSON, MENDED)
    session = begun(session, ilse)
    write_note(session, None, words[0], seen=0, by=again(ilse))
    learned(session, samira, words[2])
    agreed(session, peter, words[3])
    decided(session, samira, words[4])
    everything_is_told(session, samira, ilse)

    mails = db.session.execute(select(Mail.subject, Mail.text, Mail.calendar)).all()
    sent = [str(each) for row in mails for each in row] + list(db.session.scalars(select(Notice.text)))

    assert len(mails) > 3
    assert [(word, text) for word in words for text in sent if word in text] == []


@pytest.fixture
def in_advent(database):
    """The first of December of a year whose holidays are known here, for all that is made in the test."""
    with time_machine.travel(on_the_wall(date(2026, 12, 1), time(9))):
        yield


@pytest.mark.usefixtures("in_advent")
def test_trap_19_the_days_to_correct_a_report_pause_over_holidays(circle, ilse, samira):
    with time_machine.travel(on_the_wall(date(2026, 12, 22), time(10))):
        session = a_session(circle, a_day(1), by=ilse)
    with time_machine.travel(on_the_wall(date(2026, 12, 24), time(17))):
        wrapped_up(session)
        begin()
    assert db.session.get_one(Report, session.id).last_day == date(2027, 1, 4)  # without 25 December and 1 January

    stages = {}
    for day in (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 5)):
        with time_machine.travel(on_the_wall(day, time(9))):
            fix()
            warn()
            stages[day.isoformat()] = whole(session).stage
    assert stages == {"2026-12-31": Stage.WRAPPING_UP, "2027-01-04": Stage.WRAPPING_UP, "2027-01-05": Stage.FINAL}


def test_trap_25_who_joins_a_series_that_runs_reads_which_session_is_next(circle, ilse):
    past = a_session(circle, by=ilse)
    past.meeting.starts_at, past.meeting.ends_at = a_day(-30).starts_at, a_day(-30).ends_at
    a_session(circle, a_day(40), by=ilse)
    a_session(circle, a_day(9), by=ilse, published=False)
    coming = a_session(circle, a_day(12), by=ilse)
    db.session.commit()

    late = in_circle(circle, name="Teun Hofstra")

    [told] = db.session.scalars(select(Notice.text).where(Notice.person_id == late.id, Notice.cause == "circle.joined"))
    assert (
        told == f"Je zit nu in Leerkring Noord. De volgende bijeenkomst is {weekday(local(coming.meeting.starts_at))}"
    )
