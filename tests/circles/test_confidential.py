"""What is for named people only: on no page, in no file, no search, no mail and no export of anybody else."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice, Person
from lms.circles.commands.agreements import IN_CONFIDENCE, agree, look_back
from lms.circles.commands.card_round import say_in_round
from lms.circles.commands.checkins import bring_case
from lms.circles.commands.confidential import lift_confidential, mark_confidential
from lms.circles.commands.decisions import decide
from lms.circles.commands.insight_search import index_insight
from lms.circles.commands.learning import ask_question, unfold
from lms.circles.commands.reports import BEGUN
from lms.circles.commands.running import begin_session
from lms.circles.commands.series import change_session
from lms.circles.commands.session_notes import write_note
from lms.circles.commands.waiting import carry_over
from lms.circles.enums import AgreementState, Folded, Hushed, ItemKind, MemberRole, Visibility
from lms.circles.models import (
    AgendaItem,
    AgreementReview,
    CircleAgreement,
    CircleSession,
    FollowUp,
    Insight,
    RoundLine,
    SessionNote,
)
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.own import circles_as_data
from lms.circles.queries.own_insights import insights_as_data
from lms.circles.queries.own_talk import talk_as_data
from lms.circles.queries.own_work import work_as_data
from lms.kernel import search
from lms.kernel.audit import AuditEntry
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.plans import Plan
from lms.meetings.commands.telling import tell_changes
from lms.meetings.enums import MeetingKind
from lms.meetings.models import Meeting
from lms.programme.enums import StepStatus
from lms.programme.models import Neighbourhood, StepProgress
from tests.factories.circle_talk import reported
from tests.factories.circles import a_day, a_facilitator, a_session, again, in_circle, whole
from tests.factories.insights import an_insight
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood
from tests.factories.session_work import an_agreement
from tests.factories.toolkit import an_item
from tests.meetings.calendars import mails

pytestmark = pytest.mark.usefixtures("database")
HERE, DESK = "/leerkringen/leerkring-noord", "/beheer/leerkringen/leerkring-noord"
SECRET = "Zwanenzang"
EXPORTS = (circles_as_data, insights_as_data, talk_as_data, work_as_data)
ROLES = ("facilitator", "member", "guest", "adviser", "coordinator", "researcher")


@dataclass(frozen=True)
class Room:
    """A session in which the same word was said everywhere, who is named, and who is not."""

    session: CircleSession
    ilse: Person
    samira: Person
    case: AgendaItem
    insight: Insight
    others: dict[str, Person]


@pytest.fixture
def room(circle):
    place = a_neighbourhood("Oosterveld")
    ilse, samira = a_facilitator(circle), in_circle(circle, name="Samira Bennani", place=place)
    others = {
        "facilitator": a_facilitator(circle, "Omar Haddad"),
        "member": in_circle(circle, name="Teun Hofstra"),
        "guest": in_circle(circle, MemberRole.GUEST, name="Gijs Gast"),
        "adviser": db.session.get_one(Person, place.adviser_id),
        "coordinator": a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf"),
        "researcher": a_person(Role.RESEARCHER),
    }
    older = agree(circle, "Bellen", ilse.uid, today() + timedelta(days=9), form_key=new_uid(24), by=again(ilse))
    session = a_session(circle, a_day(0.01, f"{SECRET} onderwerp"), by=ilse)
    a_session(circle, a_day(30), by=ilse)
    begin_session(session, by=again(ilse), origin="test")
    case = next(each for each in agenda_of(session).items if each.kind is ItemKind.CONSULTATION)
    case.title, case.about = f"{SECRET} casus", f"{SECRET} uitleg"
    agenda_of(session).items[-1].title = f"{SECRET} slot"
    say_everything(whole(session), case, ilse, samira)
    look_back(whole(session), older, AgreementState.DOING, f"{SECRET} opmerking", by=again(ilse), origin="test")
    insight = in_public(session, ilse, place)
    carry_over(case, by=again(ilse))
    db.session.commit()
    return Room(whole(session), ilse, samira, case, insight, others)


def say_everything(session, case, ilse, samira) -> None:
    """Write notes, an agreement, a decision and a question with the word."""
    for item in (None, case):
        write_note(session, item, f"{SECRET} notitie", seen=0, by=again(samira))
    an_agreement(session, samira, ilse, f"{SECRET} afspraak")
    decide(whole(session), f"{SECRET} besluit", None, form_key=new_uid(24), by=again(ilse))
    ask_question(session.circle, f"{SECRET} vraag", opened_in=session, form_key=new_uid(24), by=again(ilse))
    for what in (Folded.LEARNING_AGENDA, Folded.YIELD):
        unfold(session.circle, what, by=again(ilse), origin="test")


def in_public(session, by, place) -> Insight:
    """Let something be learned that everybody may read."""
    more = {"step_key": "team", "item_id": an_item("werkvorm").id, "session_id": session.id}
    row = an_insight(whole(session).circle, f"{SECRET} les", by=by, place=place, visibility=Visibility.PUBLIC, **more)
    index_insight(row)
    return row


def hush(room, *people) -> None:
    mark_confidential(Hushed.SESSION, room.session.id, room.session.circle, people, by=again(room.ilse), origin="test")
    db.session.commit()


def addresses(room) -> list[str]:
    """Return every page where something of the session could stand."""
    parts = ("nu", "nu?scherm=groot", "nu/stukken", "meedoen", "stand", "terugblik", "ronde", "verslag", "verslag.pdf")
    more = ("vooraf", "voorbereiding", "meenemen", "inbrengen", "vertrouwelijk", "zes-weken")
    items = db.session.scalars(select(AgendaItem)).all()
    place = db.session.scalars(select(Neighbourhood).where(Neighbourhood.slug == "oosterveld")).one()
    return [
        *(HERE, f"{HERE}/1", f"{HERE}/2", f"{HERE}/2/nu", f"{HERE}/2/terugblik", f"{HERE}/afspraken", "/leerkringen"),
        *(f"{HERE}/1/{each}" for each in (*parts, *more)),
        *(f"{HERE}/1/notitie/{each}" for each in ["alles", *(item.uid for item in items)]),
        *(f"{HERE}/1/notities/{each}" for each in db.session.scalars(select(SessionNote.uid))),
        *(f"/inzichten/{each}" for each in db.session.scalars(select(Insight.uid))),
        *(f"{HERE}/inzichten", f"{HERE}/leeragenda", f"{HERE}/opbrengst/{room.session.series.uid}"),
        *(DESK, f"{DESK}/1", f"{DESK}/2", *(f"{DESK}/blok/{item.uid}" for item in items)),
        *("/toolkit/werkvorm", "/actiekaart/team", f"/wijken/{place.slug}/actiekaart/team", "/", "/afspraken"),
    ]


def pages_that_tell(browser, room, person) -> set[str]:
    """Return the pages where somebody reads the word."""
    browser.sign_in(person)
    return {each for each in addresses(room) if SECRET in browser.client.get(each).text}


def found() -> list[str]:
    return [each.key for each in search.search(SECRET, scopes=["public", "programme"]).found]


def test_before_it_is_marked_the_pages_are_full_of_it(browser, room):
    told = pages_that_tell(browser, room, room.others["facilitator"])

    session = {f"{HERE}/1{each}" for each in ("", "/nu", "/nu/stukken", "/meedoen", "/notitie/alles")}
    circle = {f"{HERE}/{each}" for each in ("2", "2/terugblik", "inzichten", "leeragenda", "afspraken")}
    assert session | circle | {f"{DESK}/1", f"{DESK}/2", "/toolkit/werkvorm"} <= told
    assert found() == [room.insight.uid]


@pytest.mark.parametrize("who", ROLES)
def test_nobody_else_reads_a_word_of_a_confidential_session(browser, room, who):
    hush(room, room.samira)
    reported(room.session)

    person = room.others[who]
    assert pages_that_tell(browser, room, person) == set()
    assert SECRET not in json.dumps([each(again(person)) for each in EXPORTS], default=str)


def test_others_read_that_it_is_confidential_in_the_place_of_what_it_is_about(browser, room):
    browser.sign_in(room.others["member"])
    assert f"{SECRET} onderwerp" in browser.open(HERE)
    hush(room, room.samira)

    for page in (HERE, f"{HERE}/1"):
        assert "Bijeenkomst 1 (vertrouwelijk)" in browser.open(page)
    browser.sign_in(room.samira)
    assert f"{SECRET} onderwerp" in browser.open(HERE)


def test_who_is_named_reads_on_but_nothing_is_exported_printed_or_found(browser, room):
    hush(room, room.samira)

    told = pages_that_tell(browser, room, room.samira)
    assert {f"{HERE}/1{each}" for each in ("", "/nu", "/meedoen", "/notitie/alles")} <= told
    assert f"{HERE}/leeragenda" in told
    reported(room.session)
    assert SECRET in browser.open(f"{HERE}/1/verslag")
    browser.open(f"{HERE}/1/verslag.pdf", 404)
    assert found() == []
    data = work_as_data(again(room.samira))
    assert [each["title"] for each in data["agreements"]] == [f"{SECRET} afspraak"]
    assert (data["notes"], data["decisions"], data["agreements_written"]) == ([], [], [])


def test_lifting_lets_search_learn_it_again_and_both_are_logged(browser, room):
    hush(room)
    lift_confidential(Hushed.SESSION, room.session.id, room.session.circle, by=again(room.ilse), origin="test")
    db.session.commit()

    assert found() == [room.insight.uid]
    assert f"{HERE}/1/nu" in pages_that_tell(browser, room, room.others["member"])
    logged = select(AuditEntry.action).where(AuditEntry.action.like("circle.%_session")).order_by(AuditEntry.seq)
    assert [each for each in db.session.scalars(logged) if "hush" in each or "lift" in each] == [
        "circle.hush_session",
        "circle.lift_session",
    ]


def test_a_facilitator_who_is_not_named_cannot_let_themselves_in(browser, room):
    hush(room)
    browser.sign_in(room.others["facilitator"])
    for address in ("vertrouwelijk", "vertrouwelijk/opheffen", "nu/afronden", "nu/begin"):
        browser.submit(f"{HERE}/1/{address}", 404)


def test_mail_and_calendars_have_no_word_of_what_it_is_about(room):
    meeting = db.session.get_one(Meeting, room.session.meeting_id)
    assert f"{SECRET} onderwerp" in meeting.title
    hush(room)
    assert meeting.title == "Leerkring Noord, bijeenkomst 1"
    lift_confidential(Hushed.SESSION, room.session.id, room.session.circle, by=again(room.ilse), origin="test")
    assert meeting.title == f"Leerkring Noord, bijeenkomst 1: {SECRET} onderwerp"


def test_another_day_for_a_confidential_session_mails_the_day_and_not_the_subject(browser, circle):
    ilse, omar = a_facilitator(circle), a_facilitator(circle, "Omar Haddad")
    session = a_session(circle, by=ilse)
    mark_confidential(Hushed.SESSION, session.id, circle, [], by=again(ilse), origin="test")
    db.session.commit()
    meeting = whole(session).meeting
    later = timedelta(days=7)
    plan = Plan(MeetingKind.CIRCLE, SECRET, meeting.starts_at + later, meeting.ends_at + later, place=meeting.place)

    change_session(whole(session), plan, serial=meeting.serial, by=again(ilse), origin="test")
    with time_machine.travel(now() + timedelta(minutes=11)):
        tell_changes()

    assert (meeting.title, whole(session).subject) == ("Leerkring Noord, bijeenkomst 1", SECRET)
    told = mails("meeting.change")
    assert len(told) == 2
    assert all(SECRET not in mail.subject + mail.text + mail.calendar for mail in told)
    page = f"/afspraken/{meeting.uid}"
    assert "1/wijzigen" in browser.sign_in(ilse).open(page)
    assert "1/wijzigen" not in browser.sign_in(omar).open(page)


def test_only_who_is_named_is_told_of_its_report_and_asked_afterwards(room):
    hush(room, room.samira)
    reported(room.session)

    told = set(db.session.scalars(select(Notice.person_id).where(Notice.cause == BEGUN)))
    assert told == {room.ilse.id, room.samira.id}
    assert list(db.session.scalars(select(FollowUp.person_id))) == [room.samira.id]


def test_what_is_said_of_an_older_agreement_stays_in_the_confidential_session(room):
    hush(room, room.samira)
    made = agree(
        room.session.circle, "Flyer", room.ilse.uid, today(), form_key=new_uid(24), by=again(room.others["member"])
    )
    session, by = whole(room.session), again(room.ilse)
    kept = look_back(session, made, AgreementState.STUCK, SECRET, why=SECRET, by=by, origin="test")

    assert (made.stuck_why, kept.remark) == (str(IN_CONFIDENCE), SECRET)


def test_what_was_said_of_an_older_agreement_goes_from_it_when_the_session_is_marked_later(room):
    older = db.session.scalars(select(CircleAgreement).where(CircleAgreement.title == "Bellen")).one()
    session, by = whole(room.session), again(room.ilse)
    look_back(session, older, AgreementState.STUCK, SECRET, by=by, origin="test")
    db.session.commit()
    assert older.stuck_why == SECRET
    hush(room)
    assert older.stuck_why == str(IN_CONFIDENCE)
    assert db.session.get_one(AgreementReview, (session.id, older.id)).remark == SECRET


def test_what_the_round_told_the_card_goes_from_it_when_the_session_is_marked_later(room):
    place = db.session.scalars(select(Neighbourhood).where(Neighbourhood.slug == "oosterveld")).one()
    samira = again(room.samira)
    told = {"remark": SECRET, "by": samira, "origin": "test"}
    for status in (StepStatus.DONE_FOR_NOW, StepStatus.REOPENED, StepStatus.NOT_STARTED):
        say_in_round(whole(room.session), place, "team", status, **told)
    db.session.commit()
    assert [each.reason for each in reasons()] == [SECRET] * 3
    hush(room, room.samira)
    assert [each.reason for each in reasons()] == [str(IN_CONFIDENCE)] * 3
    assert [each.status for each in reasons()][-1] is StepStatus.NOT_STARTED
    assert db.session.scalars(select(RoundLine)).one().remark == SECRET


def reasons() -> list[StepProgress]:
    """Return what the cards keep, afresh."""
    db.session.expire_all()
    return list(db.session.scalars(select(StepProgress).order_by(StepProgress.id)))


def test_a_confidential_note_and_its_older_texts_are_for_who_its_writer_chose(browser, room):
    note = db.session.scalars(select(SessionNote).where(SessionNote.item_id.is_(None))).one()
    browser.sign_in(room.samira)
    page = f"{HERE}/1/notities/{note.uid}/vertrouwelijk"
    assert "Kies wie deze notitie leest" in browser.open(f"{HERE}/1/notitie/alles")
    browser.open(page)
    browser.submit(page, named=[room.others["member"].uid])
    assert SECRET in browser.sign_in(room.others["member"]).open(f"{HERE}/1/notities/{note.uid}")
    browser.open(page, 403)
    for who in (room.ilse, room.others["facilitator"]):
        browser.sign_in(who)
        assert "Deze notitie is vertrouwelijk" in browser.open(f"{HERE}/1/notitie/alles")
        assert SECRET not in browser.open(f"{HERE}/1/notitie/alles")
        browser.open(f"{HERE}/1/notities/{note.uid}", 404)
        browser.submit(f"{HERE}/1/notities/{note.uid}/terug", 404, nummer=1)
        with pytest.raises(Refusal):
            write_note(whole(room.session), None, "Eroverheen", seen=1, by=again(who))
    assert len(work_as_data(again(room.samira))["notes"]) == 1
    browser.sign_in(room.samira).submit(f"{page}/opheffen")
    assert SECRET in browser.sign_in(room.ilse).open(f"{HERE}/1/notitie/alles")


def test_what_is_said_about_a_confidential_case_is_for_who_is_named_in_it(browser, circle):
    ilse, samira = a_facilitator(circle), in_circle(circle, name="Samira Bennani")
    teun = in_circle(circle, name="Teun Hofstra")
    session = a_session(circle, by=ilse)
    checkin = bring_case(session, SECRET, SECRET, theme=None, named=[ilse], by=again(samira), origin="test")
    checkin.item.state = "planned"
    db.session.commit()
    session.meeting.starts_at -= timedelta(days=7)
    begin_session(whole(session), by=again(ilse), origin="test")
    session, item = whole(session), checkin.item
    write_note(session, item, SECRET, seen=0, by=again(ilse))
    said = an_insight(circle, SECRET, by=samira, visibility=Visibility.PUBLIC, session_id=session.id)
    said.agenda_item_id = item.id
    an_agreement(session, ilse, ilse, SECRET).item_id = item.id
    decide(session, SECRET, None, item=item, form_key=new_uid(24), by=again(ilse))
    index_insight(said)
    db.session.commit()

    assert found() == []
    pages = ("", "/nu", "/meedoen", "/nu/stukken", f"/notitie/{item.uid}")
    for who, reads in ((teun, False), (ilse, True)):
        browser.sign_in(who)
        assert (SECRET in browser.client.get(f"{HERE}/1/nu").text) is reads
        assert (SECRET in browser.client.get(f"/inzichten/{said.uid}").text) is reads
        assert reads or not [each for each in pages if SECRET in browser.client.get(f"{HERE}/1{each}").text]
    for who, reads in ((samira, True), (teun, False)):  # nobody gets what was drawn for who is named
        assert (SECRET in browser.sign_in(who).client.get(f"{HERE}/1/nu/stukken").text) is reads
    assert "Vertrouwelijke casus" in browser.sign_in(teun).open(f"{HERE}/1/nu")
    assert "Samira" not in re.sub(r"(?s)h-wie.*", "", browser.open(f"{HERE}/1").split("Programma")[-1])
