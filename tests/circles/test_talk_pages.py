"""The pages before and after a session: who sees which, and that each works without script."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.circles.commands.checkins import bring_case, say_what_works, say_where
from lms.circles.commands.confidential import mark_confidential
from lms.circles.commands.feedback import USE
from lms.circles.commands.prework import invite_expert, set_assignment
from lms.circles.enums import Hushed, MemberRole
from lms.circles.jobs.after import ask, fix, warn
from lms.circles.models import CheckIn, ExpertLink, FeedbackAnswer, FollowUp, PreworkPhoto, Report
from lms.circles.queries.confidential import is_confidential
from lms.kernel.chance import new_uid
from lms.kernel.clock import local, now
from lms.kernel.db import db
from lms.kernel.sealing import opened
from lms.programme.queries.where import where_of
from tests.browser import Browser
from tests.factories.circle_talk import agreed, learned, reported, wrapped_up
from tests.factories.circles import a_session, again, in_circle, whole
from tests.factories.people import a_person
from tests.factories.programme import a_member
from tests.pdf_ua import problems_of

pytestmark = pytest.mark.usefixtures("database")
HERE = "/leerkringen/leerkring-noord/1"
STATEMENTS = {"voorbereiding": 14, "vooraf": 12, "verslag": 11, "meenemen": 5}


@pytest.fixture
def samira(circle, place):
    return in_circle(circle, person=a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani"), place=place)


@pytest.fixture
def session(circle, ilse, samira):
    return a_session(circle, by=ilse)


def a_photo() -> BytesIO:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "JPEG")
    out.seek(0)
    return out


def with_assignment(session, ilse) -> None:
    """Ask for photos of the neighbourhood."""
    due = local(session.meeting.starts_at).date()
    set_assignment(session, "Loop een rondje", due, photos=True, by=again(ilse))
    db.session.commit()


def fixed(session) -> None:
    """Let the days of a report go by."""
    row = db.session.get_one(Report, session.id)
    row.last_day -= timedelta(days=20)
    db.session.commit()
    warn()
    row.warned_on -= timedelta(days=2)
    db.session.commit()
    fix()
    db.session.commit()


def test_who_comes_too_late_to_bring_something_reads_why(browser, session, samira):
    browser.sign_in(samira)
    session.meeting.starts_at = now()
    db.session.commit()
    assert "De bijeenkomst is begonnen. Je kunt hier niets meer veranderen." in browser.open(f"{HERE}/vooraf")

    wrapped_up(session)
    db.session.commit()
    assert "De bijeenkomst is geweest. Je kunt hier niets meer veranderen." in browser.open(f"{HERE}/vooraf")


def test_somebody_fills_in_each_part_and_reads_it_back(browser, session, samira):
    browser.sign_in(samira).open(f"{HERE}/vooraf")
    browser.submit(
        f"{HERE}/vooraf/verhaal",
        **{"verhaal-works": "Koffie op straat", "verhaal-works_theme": "2", "verhaal-works_not_theme": ""},
    )
    browser.submit(f"{HERE}/vooraf/kaart", klopt="1")
    browser.submit(
        f"{HERE}/vooraf/casus", **{"casus-title": "Bewoners haken af", "casus-text": "Na een week", "casus-theme": ""}
    )
    page = browser.open(f"{HERE}/vooraf")
    assert "Koffie op straat" in page
    assert "Je zei dat dit klopt" in page
    assert "Bewoners haken af" in page
    assert "Bewoners haken af" in browser.open(HERE)
    browser.submit(f"{HERE}/vooraf/casus/weg")
    assert "Bewoners haken af" not in browser.open(HERE)


def test_what_was_typed_stays_when_something_is_wrong(browser, session, samira):
    answer = browser.sign_in(samira).submit(
        f"{HERE}/vooraf/casus", 422, **{"casus-title": "", "casus-text": "Mijn hele verhaal", "casus-theme": ""}
    )
    assert "Mijn hele verhaal" in answer.text
    assert "Vul in waar je casus over gaat" in answer.text


def test_only_facilitators_read_what_everybody_brings(browser, circle, session, samira, ilse, place):
    say_what_works(session, "Koffie op straat", "", themes=(None, None), by=again(samira))
    db.session.commit()
    assert "Koffie op straat" in browser.sign_in(ilse).open(f"{HERE}/voorbereiding")
    say_where(whole(session), by=again(samira), origin="test")
    db.session.commit()
    here = where_of(place).here.step
    assert f"{place.name}: bij stap {here.number}, {here.title}." in browser.open(f"{HERE}/voorbereiding")
    guest = in_circle(circle, MemberRole.GUEST, name="Gijs Gast")
    boss = a_person(Role.COORDINATOR)
    for who, before, preparation in ((samira, 200, 403), (guest, 403, 403), (boss, 403, 403), (a_person(), 404, 404)):
        browser.sign_in(who).open(f"{HERE}/vooraf", before)
        browser.open(f"{HERE}/voorbereiding", preparation)


def test_a_confidential_case_stands_on_no_page_of_who_is_not_named(browser, session, samira, ilse):
    bring_case(session, "Geheim", "Over Jan", theme=None, named=[], by=again(samira), origin="test")
    db.session.commit()
    browser.sign_in(ilse)
    for address in (HERE, f"{HERE}/voorbereiding", "/beheer/leerkringen/leerkring-noord/1"):
        page = browser.open(address)
        assert "Geheim" not in page
        assert "Over Jan" not in page
    assert "brengt een vertrouwelijke casus in" in browser.open(f"{HERE}/voorbereiding")


def test_a_photo_comes_only_with_consent_and_stays_in_the_circle(browser, circle, session, samira, ilse):
    """Trap 22."""
    with_assignment(session, ilse)
    browser.sign_in(samira)
    refused = browser.submit(f"{HERE}/vooraf/foto", 422, **{"foto-file": (a_photo(), "foto.jpg"), "foto-alt": "Tafel"})
    assert "Vraag het hun eerst" in refused.text
    assert db.session.scalars(select(PreworkPhoto)).all() == []
    browser.submit(
        f"{HERE}/vooraf/foto", **{"foto-file": (a_photo(), "foto.jpg"), "foto-alt": "Tafel", "foto-consent": "y"}
    )
    uid = db.session.scalars(select(PreworkPhoto.uid)).one()
    guest = in_circle(circle, MemberRole.GUEST, name="Gijs Gast")
    for who, status in ((samira, 200), (ilse, 200), (guest, 404), (a_person(Role.COORDINATOR), 404), (a_person(), 404)):
        browser.sign_in(who)
        for size in ("", "/klein"):
            assert browser.client.get(f"{HERE}/fotos/{uid}{size}").status_code == status
    reported(session)
    pdf = browser.sign_in(samira).client.get(f"{HERE}/verslag.pdf").data
    assert b"/Subtype/Image" not in pdf
    browser.submit(f"{HERE}/fotos/{uid}/weg", 303)
    assert db.session.scalars(select(PreworkPhoto)).all() == []


def test_somebody_else_takes_no_photo_away(browser, session, samira, ilse):
    with_assignment(session, ilse)
    browser.sign_in(samira).submit(
        f"{HERE}/vooraf/foto", **{"foto-file": (a_photo(), "foto.jpg"), "foto-consent": "y", "foto-alt": ""}
    )
    uid = db.session.scalars(select(PreworkPhoto.uid)).one()
    browser.sign_in(ilse).submit(f"{HERE}/fotos/{uid}/weg", 403)


def test_an_expert_sees_the_programme_by_a_link_until_the_day_is_over(browser, app, session, ilse, samira):
    bring_case(session, "Bewoners haken af", "Na een week", theme=None, by=again(samira), origin="test")
    db.session.commit()
    browser.sign_in(ilse)
    made = browser.submit(
        f"{HERE}/voorbereiding/experts", 200, **{"expert-name": "Noor Expert", "expert-organisation": "Trimbos"}
    )
    token = re.search(r"/bij-een-leerkring/([\w-]+)", made.text)[1]
    link = db.session.scalars(select(ExpertLink)).one()
    assert token not in (link.token_digest, link.uid)
    visitor = Browser(app)
    page = visitor.open(f"/bij-een-leerkring/{token}")
    assert "Welkom Noor Expert" in page
    assert "Welkom" in page
    assert "Samira" not in page
    assert "Bennani" not in page
    assert "Na een week" not in page
    assert "Zuiderveld" not in page
    browser.open("/bij-een-leerkring/zomaar-iets", 404)
    meeting = whole(session).meeting
    meeting.starts_at, meeting.ends_at = now() - timedelta(days=2, hours=2), now() - timedelta(days=2)
    db.session.commit()
    browser.open(f"/bij-een-leerkring/{token}", 404)


def test_a_link_that_was_ended_shows_nothing(browser, session, ilse):
    told = {"form_key": new_uid(24), "by": again(ilse), "origin": "test"}
    link, token = invite_expert(session, "Noor", "", **told)
    again_link, nothing = invite_expert(session, "Noor", "", **told)
    assert (again_link.id, nothing) == (link.id, None)
    db.session.commit()
    browser.open(f"/bij-een-leerkring/{token}")
    browser.sign_in(ilse).submit(f"{HERE}/voorbereiding/experts/{link.uid}/weg")
    browser.open(f"/bij-een-leerkring/{token}", 404)


def test_the_report_is_for_the_people_of_the_circle_and_its_pdf_reads_aloud(browser, circle, session, samira, ilse):
    learned(session, samira, "Samen eten werkt 😀 echt")
    agreed(session, samira)
    reported(session)
    guest = in_circle(circle, MemberRole.GUEST, name="Gijs Gast")
    for who, status in ((samira, 200), (ilse, 200), (guest, 404), (a_person(Role.COORDINATOR), 404), (a_person(), 404)):
        browser.sign_in(who).open(f"{HERE}/verslag", status)
        assert browser.client.get(f"{HERE}/verslag.pdf").status_code == status
    assert problems_of(browser.sign_in(samira).client.get(f"{HERE}/verslag.pdf").data) == []


def test_people_correct_their_words_on_the_page_and_add_below_when_it_is_fixed(browser, session, samira):
    row = learned(session, samira)
    reported(session)
    browser.sign_in(samira)
    assert "Pas je woorden aan" in browser.open(f"{HERE}/verslag")
    sent = {"kind": "insight", "source": row.uid}
    empty = browser.submit(f"{HERE}/verslag/woorden", 422, text="", **sent)
    assert "Schrijf op wat er moet staan" in empty.text
    browser.submit(f"{HERE}/verslag/woorden", text="Samen koken werkt", **sent)
    assert "Samen koken werkt" in browser.open(f"{HERE}/verslag")
    fixed(session)
    page = browser.open(f"{HERE}/verslag")
    assert "Vastgesteld" in page
    assert "Pas je woorden aan" not in page
    browser.submit(f"{HERE}/verslag/aanvulling", text="Nog iets", form_key=new_uid(24))
    assert "Nog iets" in browser.open(f"{HERE}/verslag")


def test_a_confidential_session_is_read_by_named_people_and_printed_by_nobody(browser, session, samira, ilse):
    learned(session, samira)
    reported(session)
    browser.sign_in(ilse).open(f"{HERE}/vertrouwelijk")
    browser.submit(f"{HERE}/vertrouwelijk", sent="1")
    assert "vertrouwelijk" in browser.open(f"{HERE}/verslag")
    assert browser.client.get(f"{HERE}/verslag.pdf").status_code == 404
    browser.sign_in(samira).open(f"{HERE}/verslag", 404)
    browser.sign_in(ilse).submit(f"{HERE}/vertrouwelijk/opheffen")
    browser.sign_in(samira).open(f"{HERE}/verslag")


def test_somebody_answers_what_they_take_home_once_and_reads_nothing_of_four(browser, session, samira):
    reported(session)
    browser.sign_in(samira).open(f"{HERE}/meenemen")
    assert "Kies een cijfer" in browser.submit(f"{HERE}/meenemen", 422, text="Moed").text
    browser.submit(f"{HERE}/meenemen", useful="5", text="Moed")
    assert "al beantwoord" in browser.open(f"{HERE}/meenemen")
    assert [opened(each, USE).rstrip() for each in db.session.scalars(select(FeedbackAnswer.sealed))] == ["5Moed"]
    series = whole(session).series.uid
    page = browser.open(f"/leerkringen/leerkring-noord/reeks/{series}/meegenomen")
    assert "Moed" not in page
    assert "Nog niets te zien" in page


def test_a_session_that_was_without_the_question_says_that_it_is_closed(browser, session, samira):
    browser.sign_in(samira).open(f"{HERE}/meenemen", 404)
    wrapped_up(session)
    assert f"{HERE}/meenemen" in browser.open(HERE)
    assert "Deze vraag is gesloten" in browser.open(f"{HERE}/meenemen")


def test_somebody_tells_six_weeks_later_on_one_page(browser, session, samira):
    reported(session)
    browser.sign_in(samira).open(f"{HERE}/zes-weken", 404)
    db.session.scalars(select(FollowUp)).one().due_on -= timedelta(days=60)
    db.session.commit()
    ask()
    db.session.commit()
    browser.open(f"{HERE}/zes-weken")
    browser.submit(f"{HERE}/zes-weken", used="partly", why="Alleen de koffie", form_key=new_uid(24))
    assert "Je antwoordde: Deels" in browser.open(f"{HERE}/zes-weken")


def test_pages_send_a_fixed_number_of_statements(browser, statements, circle, session, samira, ilse):
    browser.sign_in(ilse)
    for _time in range(2):
        with statements(STATEMENTS["voorbereiding"]):
            browser.open(f"{HERE}/voorbereiding")
        for number in range(2):
            who = in_circle(circle, name=f"Nog {number}")
            db.session.add(CheckIn(session_id=session.id, person_id=who.id, works="x"))
        db.session.commit()
    browser.sign_in(samira)
    with statements(STATEMENTS["vooraf"]):
        browser.open(f"{HERE}/vooraf")
    reported(session)
    for _time in range(2):
        with statements(STATEMENTS["verslag"]):
            browser.open(f"{HERE}/verslag")
        learned(session, samira)
        agreed(session, samira)
    with statements(STATEMENTS["meenemen"]):
        browser.open(f"{HERE}/meenemen")


def test_nothing_is_confidential_by_accident(session, circle, ilse, samira):
    mark_confidential(Hushed.NOTE, session.id, circle, [samira], by=again(ilse), origin="test")
    assert not is_confidential(Hushed.SESSION, session.id)
