"""The screens of a running session: for the people of the circle alone, and light to ask."""

import json
import re

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.circles.commands.session_notes import write_note
from lms.circles.enums import AgreementState, MemberRole
from lms.circles.models import Circle, Insight, NoteRevision, RoundLine
from lms.circles.policy import (
    can_change_agreement,
    can_run,
    can_speak,
    spoken_in_by,
)
from lms.circles.queries.running import serial_of
from lms.circles.views import live
from lms.kernel.clock import today
from lms.kernel.db import db
from tests.browser import fields_of
from tests.factories.circles import a_circle, a_day, a_facilitator, a_session, again, in_circle, whole
from tests.factories.people import a_person
from tests.factories.session_work import an_agreement, an_insight, begun

pytestmark = pytest.mark.usefixtures("database")
HERE = "/leerkringen/leerkring-noord"
NOW = f"{HERE}/1/nu"


@pytest.fixture
def session(circle, ilse, samira):
    return begun(a_session(circle, a_day(0.01), by=ilse), ilse)


def form_after(page, mark):
    """Return the fields of the first form after a mark."""
    return fields_of(page.split(f'id="{mark}"')[1])


def test_a_whole_session_from_one_screen(browser, circle, ilse, samira):
    a_session(circle, a_day(0.01), by=ilse)
    browser.sign_in(ilse)
    assert "nog niet begonnen" in browser.open(NOW)
    browser.submit(f"{NOW}/begin")
    page = browser.open(NOW)
    assert "begonnen om" in page
    assert "Nog open: Thema 1" in page
    browser.submit(f"{NOW}/verder", van=re.search(r'name="van" value="(\w+)"', page)[1])
    page = browser.open(NOW)
    caught = {**fields_of(page), "les-polarity": "works", "les-statement": "Samen bellen werkt.", "les-theme": "3"}
    agreed = form_after(page, "nieuwe-afspraak") | {"afspraak-title": "Bellen"}
    assert agreed["afspraak-owner"] == [ilse.uid]
    decided = form_after(page, "nieuw-besluit") | {"besluit-text": "We bellen voortaan samen."}
    browser.submit(f"{NOW}/les", **caught)
    browser.submit(f"{NOW}/afspraak", **(agreed | {"afspraak-due_on": today().isoformat()}))
    browser.submit(f"{NOW}/besluit", **decided)
    page = browser.open(NOW)
    assert all(words in page for words in ("Samen bellen werkt.", "Bellen", "We bellen voortaan samen."))
    assert browser.submit(f"{NOW}/afronden").location.endswith("/nu#afronden")
    assert "Nog open: Thema 1, Thema 2" in browser.open(NOW)
    for uid in set(re.findall(r"/nu/onderdeel/(\w+)", browser.open(NOW))):
        browser.submit(f"{NOW}/onderdeel/{uid}", do="niet-aan-toe")
    browser.submit(f"{NOW}/afronden")
    page = browser.open(NOW)
    assert "wordt afgerond" in page
    assert f'href="{HERE}/1/verslag"' in page


def test_own_phone_and_wall(browser, session, samira, ilse):
    an_insight(session, ilse, "Samen bellen werkt.")
    page = browser.sign_in(samira).open(f"{HERE}/1/meedoen")
    given = fields_of(page)
    assert given["les-neighbourhood"] == ["oosterveld"]
    browser.submit(f"{NOW}/les?van=meedoen", **{**given, "les-polarity": "works_not", "les-statement": "Een folder."})
    assert "Een folder." in browser.open(f"{HERE}/1/meedoen")
    wall = browser.open(f"{NOW}?scherm=groot")
    assert "<svg" in wall
    assert "localhost/leerkringen/leerkring-noord/1/meedoen" in wall
    assert "Samen bellen werkt." in wall


def test_who_is_not_signed_in_comes_back_to_join(app, session):
    answer = app.test_client().get(f"{HERE}/1/meedoen")
    assert (answer.status_code, answer.location) == (303, f"/inloggen?next={HERE}/1/meedoen")


def test_what_misses_is_said_and_what_was_typed_stays(browser, session, samira):
    browser.sign_in(samira)
    given = fields_of(browser.open(NOW))
    said = {"les-polarity": "works_sometimes", "les-statement": "Samen bellen, soms."}
    page = browser.submit(f"{NOW}/les", expect=422, **{**given, **said}).get_data(as_text=True)
    assert "Wanneer werkt het wel?" in page
    assert "Samen bellen, soms." in page
    assert db.session.scalar(select(func.count()).select_from(Insight)) == 0


def test_asking_whether_something_changed_costs_two_statements(app, session, samira, ilse, statements, browser):
    browser.sign_in(samira)
    serial = serial_of(session)
    db.session.commit()
    with statements(2):
        browser.open(f"{HERE}/1/stand?na={serial}", 204)
    an_insight(whole(session), ilse)
    with statements(2):
        answer = browser.open(f"{HERE}/1/stand?na={serial}")
    assert f'"serial":{serial + 1}' in answer


def test_the_pieces_are_those_of_the_page(browser, session, samira, ilse):
    an_insight(session, ilse, "Samen bellen werkt.")
    browser.sign_in(samira)
    page, pieces = browser.open(NOW), browser.open(f"{NOW}/stukken")
    found = set(re.findall(r'data-live="(\w+)"', page))
    assert found == set(json.loads(pieces)["pieces"]) == {"bar", "themes", "said", "closing", "agenda", "people"}
    assert "Samen bellen werkt." in pieces


PAGES = ("1/nu", "1/meedoen", "1/nu/stukken", "1/stand", "1/terugblik", "1/ronde", "1/notitie/alles", "afspraken")


def everybody(circle, ilse, samira):
    """Return people of each kind, with what they get of what is said inside, and whether they run it."""
    return [
        (ilse, 200, True),
        (samira, 200, False),
        (in_circle(circle, MemberRole.GUEST, name="Gijs Gast"), 403, False),
        (in_circle(circle, MemberRole.RESEARCHER, name="Ruben Tasma"), 403, False),
        (a_person(Role.COORDINATOR), 403, False),
        (a_person(Role.ADVISER), 404, False),
        (a_facilitator(a_circle(), "Nora Verbeek"), 404, False),
        (a_person(), 404, False),
    ]


def test_what_is_said_inside_is_for_the_people_of_the_circle(browser, circle, session, ilse, samira):
    made = an_agreement(session, samira, ilse)
    for person, status, runs in everybody(circle, ilse, samira):
        browser.sign_in(person)
        for page in (*PAGES, f"afspraken/{made.uid}"):
            expected = 404 if page.startswith("afspraken/") and status == 403 else status
            browser.open(f"{HERE}/{page}", expected)
        actor = again(person)
        spoken = circle.id in set(db.session.scalars(select(Circle.id).where(spoken_in_by(actor))))
        assert can_speak(actor, session) == spoken == (status == 200), person.name
        assert can_run(actor, session) == runs, person.name
        assert can_change_agreement(actor, made) == (status == 200), person.name


def test_a_participant_cannot_press_what_the_facilitator_presses(browser, session, samira):
    browser.sign_in(samira)
    for act in ("begin", "verder", "afronden", "onderdeel/x", "focus/x"):
        browser.submit(f"{NOW}/{act}", expect=403)


def test_two_editors_see_both_texts_with_html_as_text(browser, session, samira, ilse):
    write_note(session, None, "Begin", seen=0, by=again(ilse))
    db.session.commit()
    browser.sign_in(samira)
    given = fields_of(browser.open(f"{HERE}/1/notitie/alles"))
    write_note(whole(session), None, "<script>alert(1)</script> van Ilse", seen=1, by=again(ilse))
    db.session.commit()
    page = browser.submit(f"{HERE}/1/notitie/alles", expect=409, **{**given, "text": "van Samira"}).get_data(
        as_text=True
    )
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "van Samira" in page
    chosen = {**fields_of(page), "take-text": "both"}
    browser.submit(f"{HERE}/1/notitie/alles/kiezen", **chosen)
    texts = db.session.scalars(select(NoteRevision.text).order_by(NoteRevision.number)).all()
    assert texts[-1] == "<script>alert(1)</script> van Ilse\n\nvan Samira"
    uid = re.search(r"/notities/(\w+)", browser.open(f"{HERE}/1/notitie/alles"))[1]
    browser.open(f"{HERE}/1/notities/{uid}")
    browser.submit(f"{HERE}/1/notities/{uid}/terug", nummer="1")
    assert db.session.scalars(select(NoteRevision.text).order_by(NoteRevision.number)).all()[-1] == "Begin"


def test_look_back_round_and_agreements_from_their_pages(browser, circle, ilse, samira, session, place):
    made = an_agreement(session, samira, ilse)
    second = begun(a_session(circle, a_day(30), by=ilse), ilse)
    browser.sign_in(samira)
    assert "De stopcoach uitnodigen" in browser.open(f"{HERE}/2/terugblik")
    browser.open(f"{HERE}/2/terugblik/afspraak/{made.uid}")
    refused = browser.submit(f"{HERE}/2/terugblik/afspraak/{made.uid}", expect=422, state="stuck")
    assert "waardoor het vastzit" in refused.get_data(as_text=True)
    browser.submit(f"{HERE}/2/terugblik/afspraak/{made.uid}", state="doing", remark="Loopt.")
    assert "Loopt." in browser.open(f"{HERE}/2/terugblik")
    browser.submit(f"{HERE}/2/ronde/oosterveld", step="team", status="in_progress", fit="yes")
    assert "Stap team" in browser.open(f"{HERE}/2/ronde")
    assert db.session.scalars(select(RoundLine.session_id)).all() == [second.id]
    browser.sign_in(ilse)
    assert "Pas aan" in browser.open(f"{HERE}/2/ronde")
    browser.open(f"{HERE}/2/ronde/oosterveld")
    browser.sign_in(samira)
    browser.submit(f"{HERE}/afspraken/{made.uid}", state="done")
    assert "Er staat niets open." in browser.open(f"{HERE}/afspraken")
    db.session.refresh(made)
    assert made.state is AgreementState.DONE
    given = {"afspraak-title": "Folder maken", "afspraak-owner": samira.uid, "afspraak-due_on": today().isoformat()}
    browser.submit(f"{HERE}/afspraken/nieuw", **{**fields_of(browser.open(f"{HERE}/afspraken/nieuw")), **given})
    assert "Folder maken" in browser.open(f"{HERE}/afspraken")


def test_each_screen_sends_as_many_statements_for_three_as_for_one(browser, statements, circle, ilse, samira, session):
    for round_number in range(2):
        browser.sign_in(samira)
        for address, number in (
            (NOW, 11),
            (f"{NOW}/stukken", 11),
            (f"{NOW}?scherm=groot", 10),
            (f"{HERE}/1/meedoen", 11),
            (f"{HERE}/1/terugblik", 5),
            (f"{HERE}/1/ronde", 6),
            (f"{HERE}/afspraken", 4),
        ):
            with statements(number):
                browser.open(address)
        for number in range(2):
            session = whole(session)
            other = in_circle(circle, name=f"Iemand {round_number}{number}")
            an_agreement(session, other, ilse)
            an_insight(session, ilse, f"Les {number}")


def test_who_follows_gets_what_was_drawn_for_another_and_never_the_buttons_of_who_runs_it(
    browser, circle, session, ilse, samira, statements, monkeypatch
):
    moment = [100.0]
    monkeypatch.setattr(live, "monotonic", lambda: moment[0])
    caught = an_insight(session, ilse, "Samen bellen werkt.")
    first = browser.sign_in(samira).open(f"{NOW}/stukken")
    caught.statement = "Iemand nam dit terug."  # and no screen was told
    db.session.commit()
    browser.sign_in(in_circle(circle, name="Teun Hofstra"))
    with statements(3):
        assert browser.open(f"{NOW}/stukken") == first
    moment[0] += live.SHARED_FOR
    assert "Iemand nam dit terug." in browser.open(f"{NOW}/stukken")
    assert "csrf_token" not in first
    assert "csrf_token" in browser.sign_in(ilse).open(f"{NOW}/stukken")

    an_insight(whole(session), ilse, "Later bellen ook.")
    assert "Later bellen ook." in browser.sign_in(samira).open(f"{NOW}/stukken")


def test_an_older_text_of_a_note_is_put_back_on_its_page(browser, session, ilse, samira):
    note = write_note(session, None, "Begin", seen=0, by=again(ilse))
    write_note(session, None, "Later", seen=1, by=again(ilse))
    db.session.commit()
    page = f"{HERE}/1/notities/{note.uid}"
    browser.sign_in(samira).submit(f"{page}/terug", nummer="1")
    assert "De oude tekst staat er weer" in browser.open(page)
    browser.submit(f"{page}/terug", nummer="9")
    assert "Deze versie is er niet" in browser.open(page)
    texts = db.session.scalars(select(NoteRevision.text).order_by(NoteRevision.number)).all()
    assert texts == ["Begin", "Later", "Begin"]
