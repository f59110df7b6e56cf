"""The pages about meetings: who sees what and when, and what happens on a press."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.commands.notices import choose_cadences
from lms.accounts.enums import Cadence, Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import local, now, today
from lms.kernel.db import db
from lms.meetings.commands.plans import Expected, cancel_meeting, change_meeting
from lms.meetings.enums import Answer, MeetingKind, MeetingState, Mode
from lms.meetings.models import Meeting
from tests.clock_changes import FORWARD
from tests.factories.meetings import a_meeting, a_plan, attender
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.meetings.calendars import mails, one, read

NEW = "/beheer/afspraken/nieuw/oosterveld"


def filled(**more):
    """Three fields, as the page sends them."""
    day = (today() + timedelta(days=7)).isoformat()
    return {
        "title": "Teamoverleg",
        "day": day,
        "begins": "13:00",
        "minutes": "90",
        "place": "De Wending",
        "mode": "on_site",
    } | more


def test_three_fields_plan_a_team_meeting_and_invite_the_team(browser, samira, fatma):
    browser.sign_in(samira)
    page = browser.open(NEW)
    assert "2 mensen krijgen hierover een mail." in page
    assert 'value="Teamoverleg Oosterveld"' in page

    answer = browser.submit(NEW, **filled(people=[samira.uid, fatma.uid]))

    meeting = db.session.scalars(select(Meeting)).one()
    assert answer.headers["Location"] == f"/afspraken/{meeting.uid}"
    assert (local(meeting.starts_at).hour, meeting.ends_at - meeting.starts_at) == (13, timedelta(minutes=90))
    assert (meeting.kind, len(mails("meeting.invitation"))) == (MeetingKind.TEAM, 2)
    assert "De Wending" in browser.follow(answer)


def test_a_training_is_planned_the_same_way(browser, samira, fatma):
    browser.sign_in(samira)

    browser.submit(f"{NEW}?soort=training", **filled(title="Training Oosterveld"))

    meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.kind, mails()) == (MeetingKind.TRAINING, [])


def test_a_draft_is_seen_by_who_manages_and_by_nobody_else(browser, samira, fatma):
    browser.sign_in(samira)
    browser.submit(NEW, draft="1", **filled(people=[fatma.uid]))
    meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.state, mails()) == (MeetingState.DRAFT, [])
    assert "Concept" in browser.open("/agenda")

    browser.sign_in(fatma)
    browser.open(f"/afspraken/{meeting.uid}", expect=404)
    browser.sign_in(samira)
    assert "1 mens krijgt hierover een mail." in browser.open(f"/afspraken/{meeting.uid}")
    browser.submit(f"/beheer/afspraken/{meeting.uid}/verstuur")

    assert [mail.address for mail in mails()] == [fatma.email]
    assert "krijgt hierover een mail" not in browser.open(f"/afspraken/{meeting.uid}")


def test_who_is_expected_no_more_reads_that_and_nothing_of_what_became_of_it(browser, samira, fatma):
    browser.sign_in(samira).submit(NEW, **filled(people=[samira.uid, fatma.uid], text="Over de huisarts"))
    meeting = db.session.scalars(select(Meeting)).one()
    browser.submit(
        f"/beheer/afspraken/{meeting.uid}/wijzig", **filled(people=[samira.uid], place="Een andere zaal", serial="1")
    )

    page = browser.sign_in(fatma).open(f"/afspraken/{meeting.uid}")

    assert "Je hoeft hier niet meer te komen." in page
    assert [each for each in ("Een andere zaal", "Over de huisarts", "Zet in mijn agenda") if each in page] == []
    browser.open(f"/afspraken/{meeting.uid}.ics", expect=404)


def test_a_draft_that_is_called_off_is_news_to_nobody(browser, samira, fatma):
    browser.sign_in(samira).submit(NEW, draft="1", **filled(title="Stilletjes", people=[fatma.uid]))
    meeting = db.session.scalars(select(Meeting)).one()
    browser.submit(f"/beheer/afspraken/{meeting.uid}/afzeggen")

    assert mails() == []
    assert "Stilletjes" not in browser.sign_in(fatma).open("/agenda")
    browser.open(f"/afspraken/{meeting.uid}", expect=404)


def test_a_draft_of_a_day_that_is_over_is_not_sent(browser, samira, fatma):
    browser.sign_in(samira).submit(NEW, draft="1", **filled(people=[fatma.uid]))
    meeting = db.session.scalars(select(Meeting)).one()
    meeting.starts_at, meeting.ends_at = now() - timedelta(days=2), now() - timedelta(days=1)
    db.session.commit()

    page = browser.follow(browser.submit(f"/beheer/afspraken/{meeting.uid}/verstuur"))

    assert "Deze dag is al voorbij. Kies eerst een andere dag." in page
    assert (meeting.state, mails()) == (MeetingState.DRAFT, [])
    assert ("Wijzig deze afspraak" in page, "Verstuur de uitnodigingen" in page) == (True, False)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": " "}, "Vul in waar het over gaat."),
        ({"day": "2020-01-01"}, "Dit moment is al voorbij."),
        ({"open_to_all": "1", "sign_up_until": "2020-01-01"}, "Dan kan niemand zich aanmelden."),
        ({"begins": ""}, "Vul een tijd in."),
        ({"day": FORWARD.isoformat(), "begins": "02:30"}, "Deze tijd is er die nacht niet"),
        ({"video_url": "http://video.example"}, "Dit is geen veilig webadres."),
        ({"capacity": "5"}, "Een aantal plekken kan alleen als iedereen zich mag aanmelden."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, samira, given, words):
    browser.sign_in(samira)

    answer = browser.submit(NEW, expect=422, **filled(text="Neem koffie mee.", **given))

    assert words in answer.text
    assert "Neem koffie mee." in answer.text
    assert db.session.scalars(select(Meeting)).all() == []


@pytest.mark.parametrize("role", [Role.KEY_PERSON, Role.SOCIAL_WORKER])
def test_who_does_not_plan_gets_no_form(browser, here, role):
    browser.sign_in(a_member(here, role))

    browser.open(NEW, expect=403)


def test_the_way_in_online_is_there_from_an_hour_before_for_who_takes_part(browser, here, samira, fatma):
    plan = a_plan(
        mode=Mode.ONLINE,
        place="",
        video_url="https://video.example/geheim",
        dial_in="088 1, code 4321",
        open_to_all=True,
    )
    meeting = a_meeting(plan, by=samira, neighbourhood=here, people=[Expected(fatma, here.id)])
    page = f"/afspraken/{meeting.uid}"
    assert "geheim" not in browser.sign_in(fatma).open(page)

    with time_machine.travel(meeting.starts_at - timedelta(minutes=61)):
        assert "geheim" not in browser.sign_in(fatma).open(page)
    with time_machine.travel(meeting.starts_at - timedelta(minutes=59)):
        shown = browser.sign_in(fatma).open(page)
        assert "https://video.example/geheim" in shown
        assert "code 4321" in shown
        assert "geheim" not in browser.client.get(f"{page}.ics").text
        assert "geheim" not in browser.sign_in(a_person()).open(page)
    with time_machine.travel(meeting.ends_at + timedelta(minutes=1)):
        assert "geheim" not in browser.sign_in(fatma).open(page)


def test_saying_that_you_cannot_is_one_press_and_can_be_taken_back(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)
    page = f"/afspraken/{meeting.uid}"
    browser.sign_in(fatma)

    browser.submit(f"{page}/antwoord", said="cannot")
    assert attender(meeting, fatma).answer is Answer.CANNOT
    shown = browser.open(page)
    assert ("Je zei dat je niet komt." in shown, "Zet in mijn agenda" in shown) == (True, False)
    browser.submit(f"{page}/antwoord", said="replaced", replacement="Ans")
    assert "Voor jou komt: Ans." in browser.open(page)
    browser.submit(f"{page}/antwoord", said="none")

    assert attender(meeting, fatma).answer is Answer.NONE
    assert "Zet in mijn agenda" in browser.open(page)
    told = db.session.scalars(select(Notice.text).where(Notice.cause == "meeting.answer").order_by(Notice.id)).all()
    assert told == [
        "Fatma Yildiz kan niet bij Teamoverleg",
        "Fatma Yildiz stuurt Ans naar Teamoverleg",
        "Fatma Yildiz komt toch naar Teamoverleg",
    ]


def test_who_is_not_expected_or_too_late_cannot_answer(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)
    browser.sign_in(person := person_by_id(here.adviser_id))
    assert person.id not in {samira.id, fatma.id}
    browser.submit(f"/afspraken/{meeting.uid}/antwoord", expect=422, said="cannot")
    browser.sign_in(fatma)
    browser.submit(f"/afspraken/{meeting.uid}/antwoord", expect=422, said="misschien")
    cancel_meeting(meeting, samira, "")
    db.session.commit()
    browser.submit(f"/afspraken/{meeting.uid}/antwoord", expect=422, said="cannot")

    assert attender(meeting, fatma).answer is Answer.NONE


def test_a_change_says_first_who_gets_a_mail_and_then_who_must_be_called(browser, here, samira, fatma):
    ans, bea = a_person(name="Ans Off"), a_person(name="Bea Zonder")
    choose_cadences(ans, {"meetings": Cadence.OFF})
    bea.email, bea.phone = None, "06 00000007"
    db.session.commit()
    meeting = a_meeting(by=samira, neighbourhood=here, people=[Expected(each, here.id) for each in (fatma, ans, bea)])
    change = f"/beheer/afspraken/{meeting.uid}/wijzig"
    browser.sign_in(samira)
    page = browser.open(change)
    assert "1 mens krijgt hierover een mail." in page
    assert "2 mensen krijgen geen mail." in page

    people = [fatma.uid, ans.uid, bea.uid]
    answer = browser.submit(change, serial=meeting.serial, **filled(place="Bieb", people=people))

    assert answer.headers["Location"] == f"/beheer/afspraken/{meeting.uid}/geen-mail"
    told = browser.follow(answer)
    assert "Ans Off" in told
    assert 'href="tel:0600000007"' in told
    assert "Waar: Bieb" in told
    assert "Fatma" not in told


def test_an_old_page_changes_nothing_and_keeps_what_was_typed(browser, here, samira):
    meeting = a_meeting(by=samira, neighbourhood=here)
    change_meeting(meeting, a_plan(place="Kerk", text="Neem de kaart mee"), samira, serial=1)
    db.session.commit()
    browser.sign_in(samira)

    answer = browser.submit(f"/beheer/afspraken/{meeting.uid}/wijzig", expect=422, serial=1, **filled(place="Bieb"))

    assert "Iemand anders veranderde deze afspraak net." in answer.text
    assert "Waar: Kerk\nNeem de kaart mee" in answer.text
    assert 'value="Bieb"' in answer.text
    assert db.session.scalars(select(Meeting.place)).all() == ["Kerk"]
    shown = re.search(r'name="serial"[^>]*value="(\d+)"', answer.text)
    browser.submit(f"/beheer/afspraken/{meeting.uid}/wijzig", serial=shown[1], **filled(place="Bieb"))
    assert db.session.scalars(select(Meeting.place)).all() == ["Bieb"]


def test_people_can_be_added_and_taken_off_the_list(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here, people=[Expected(samira, here.id)])
    plan = {"title": meeting.title, "day": local(meeting.starts_at).date().isoformat(), "place": meeting.place}
    times = {"begins": f"{local(meeting.starts_at):%H:%M}", "minutes": "90", "mode": "on_site", "serial": 1}
    browser.sign_in(samira)

    browser.submit(f"/beheer/afspraken/{meeting.uid}/wijzig", **plan, **times, people=[fatma.uid])

    assert [(mail.cause, mail.address) for mail in mails()] == [
        ("meeting.invitation", samira.email),
        ("meeting.release", samira.email),
        ("meeting.invitation", fatma.email),
    ]


def test_calling_off_asks_once_and_says_who_gets_a_mail(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)
    cancel = f"/beheer/afspraken/{meeting.uid}/afzeggen"
    browser.sign_in(samira)
    assert "2 mensen krijgen hierover een mail." in browser.open(cancel)
    assert mails("meeting.cancellation") == []

    browser.submit(cancel, why="De zaal is dicht.")

    assert len(mails("meeting.cancellation")) == 2
    assert "De zaal is dicht." in browser.sign_in(fatma).open(f"/afspraken/{meeting.uid}")


def test_what_did_not_happen_is_said_afterwards_in_one_press(browser, here, samira, fatma):
    meeting = a_meeting(a_plan(days=-1), by=samira, neighbourhood=here)
    cancel = f"/beheer/afspraken/{meeting.uid}/afzeggen"
    browser.sign_in(samira)
    assert f'href="{cancel}"' in browser.open(f"/afspraken/{meeting.uid}")
    assert "Niemand krijgt hierover een mail." in browser.open(cancel)

    browser.submit(cancel)

    assert "Deze afspraak is niet doorgegaan." in browser.sign_in(fatma).open(f"/afspraken/{meeting.uid}")
    assert mails() == []


def test_a_meeting_can_be_taken_along(browser, here, samira, fatma):
    meeting = a_meeting(by=samira, neighbourhood=here)

    answer = browser.sign_in(fatma).client.get(f"/afspraken/{meeting.uid}.ics")

    assert answer.mimetype == "text/calendar"
    assert one(answer.data)["uid"] == f"{meeting.uid}@kringwijs"


def test_a_stranger_finds_no_meeting(browser, here, samira):
    meeting = a_meeting(by=samira, neighbourhood=here)
    browser.sign_in(a_member(a_neighbourhood("Havenbuurt"), Role.NEIGHBOURHOOD_DIRECTOR))

    for path in (
        f"/afspraken/{meeting.uid}",
        f"/afspraken/{meeting.uid}.ics",
        f"/beheer/afspraken/{meeting.uid}/wijzig",
    ):
        browser.open(path, expect=404)


def test_the_neighbourhood_and_the_start_page_show_what_is_next(browser, here, samira, fatma):
    a_meeting(a_plan(title="Koffie met de buurt"), by=samira, neighbourhood=here)

    for who in (samira, fatma):
        browser.sign_in(who)
        assert "Koffie met de buurt" in browser.open("/")
        assert "Koffie met de buurt" in browser.open("/wijken/oosterveld")
    browser.sign_in(a_person(Role.COORDINATOR))
    assert "Koffie met de buurt" not in browser.open("/wijken/oosterveld")


def test_a_calendar_fetches_by_a_secret_address_until_it_ends(browser, here, samira, fatma):
    meeting = a_meeting(
        a_plan(video_url="https://video.example/geheim", mode=Mode.HYBRID), by=samira, neighbourhood=here
    )
    browser.sign_in(fatma)
    browser.submit("/agenda/adres")
    (address,) = re.findall(r"<code>http://localhost(/agenda/[^<]+\.ics)</code>", browser.open("/agenda"))
    browser.client.delete_cookie("session")
    visitor = browser.client

    got = visitor.get(address)
    assert [each["uid"] for each in read(got.data)[1]] == [f"{meeting.uid}@kringwijs"]
    assert "geheim" not in got.text
    assert visitor.get(address, headers={"If-None-Match": got.headers["ETag"]}).status_code == 304
    attender(meeting, fatma).answer = Answer.CANNOT
    db.session.commit()
    assert read(visitor.get(address, headers={"If-None-Match": got.headers["ETag"]}).data)[1] == []

    browser.sign_in(samira)
    assert "<code>" not in browser.open("/agenda")
    browser.sign_in(fatma)
    browser.submit("/agenda/adres/weg")
    assert visitor.get(address).status_code == 404


def test_a_new_address_ends_the_old_one_and_a_closed_account_has_none(browser, here, fatma):
    browser.sign_in(fatma)
    found = []
    for _ in range(2):
        browser.submit("/agenda/adres")
        found += re.findall(r"<code>http://localhost([^<]+)</code>", browser.open("/agenda"))

    assert [browser.client.get(each).status_code for each in found] == [404, 200]
    fatma.active = False
    db.session.commit()
    assert browser.client.get(found[1]).status_code == 404


def test_what_is_over_stands_apart_and_is_paged(browser, here, samira, fatma):
    for number in range(22):
        a_meeting(a_plan(title=f"Nummer {number:02}", days=-30 + number), by=samira, neighbourhood=here)
    browser.sign_in(fatma)

    first = browser.open("/agenda")
    (more,) = re.findall(r'href="(/agenda\?voor=[^"#]+)', first)

    assert first.index("Wat is geweest") < first.index("Nummer 21") < first.index("Nummer 02")
    assert "Nummer 01" not in first
    assert "Nummer 01" in browser.open(more)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_a_fixed_number_of_statements(browser, here, samira, fatma, statements, many):
    for number in range(many):
        meeting = a_meeting(a_plan(title=f"Overleg {number}"), by=samira, neighbourhood=here)
        a_meeting(a_plan(days=-3), by=samira, neighbourhood=here)
        a_member(here, Role.SOCIAL_WORKER, name=f"Collega {number}")
    browser.sign_in(samira)
    counts = {
        "/agenda": 9,
        f"/afspraken/{meeting.uid}": 5,
        NEW: 4,
        f"/beheer/afspraken/{meeting.uid}/wijzig": 7,
        f"/beheer/afspraken/{meeting.uid}/afzeggen": 5,
        f"/beheer/afspraken/{meeting.uid}/geen-mail": 4,
    }
    for path, number in counts.items():
        db.session.expunge_all()
        with statements(number):
            browser.client.get(path)
