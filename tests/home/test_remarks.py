"""Dit kan beter: anybody tells, editors and administrators answer, the asker sees the answer."""

import re

import pytest

from lms.accounts.commands.limits import ACCOUNT
from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role, Tried
from lms.accounts.models import Anonymous
from lms.accounts.queries.people import person_by_uid
from lms.home import commands
from lms.home.enums import RemarkKind
from lms.home.models import Remark
from lms.kernel.db import db
from tests.factories.mail import mails_about
from tests.factories.people import a_person


def a_remark(by, **given):
    values = {"kind": RemarkKind.WISH, "text": "Mag de knop groter?", "page": "/modules", "address": None, **given}
    remark = commands.send_remark(by=by, **values)
    db.session.commit()
    return remark


def test_a_visitor_tells_something_and_reads_the_answer_at_its_address(browser):
    sent = browser.submit("/dit-kan-beter", kind="wish", text="Mag de knop groter?", page="/modules")
    address = sent.headers["Location"]
    remark = db.session.query(Remark).one()
    commands.answer_remark(remark, by=a_person(Role.EDITOR), text="Ja, dat doen we.")
    db.session.commit()

    page = browser.open(address)

    assert [text for text in ("Mag de knop groter?", "Ja, dat doen we.") if text in page] == [
        "Mag de knop groter?",
        "Ja, dat doen we.",
    ]


def test_an_empty_remark_is_refused_with_what_was_chosen_still_there(browser):
    page = browser.submit("/dit-kan-beter", expect=422, kind="error", text="").text

    assert "Schrijf je bericht op." in page
    assert 'value="error" checked' in page


def test_who_signed_in_is_not_asked_for_an_address(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    assert 'name="address"' not in browser.open("/dit-kan-beter?pagina=/help")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_editors_and_administrators_find_and_answer_it(browser, role):
    remark = a_remark(a_person(Role.SOCIAL_WORKER))
    browser.sign_in(a_person(role))

    listed = browser.open("/beheer/verbeteringen")
    browser.submit(f"/beheer/verbeteringen/{remark.uid}", text="Ja, dat doen we.")

    assert "Mag de knop groter?" in listed
    assert "Ja, dat doen we." in browser.open(f"/dit-kan-beter/{remark.uid}")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMINISTRATOR)])
def test_nobody_else_reads_or_answers(browser, role):
    remark = a_remark(a_person(Role.SOCIAL_WORKER))
    browser.sign_in(a_person(role))

    browser.open("/beheer/verbeteringen", expect=403)
    browser.submit(f"/beheer/verbeteringen/{remark.uid}", expect=403, text="x")


def test_visitors_of_one_network_have_a_limit_of_their_own(browser, app):
    for _ in range(ACCOUNT[Tried.REMARK].free):
        browser.submit("/dit-kan-beter", kind="wish", text="Nog iets", page="")

    refused = browser.submit("/dit-kan-beter", expect=429, kind="wish", text="Nog iets", page="").text
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    browser.submit("/dit-kan-beter", kind="wish", text="Van een ander net", page="")

    assert "Probeer het over een uur nog een keer." in refused
    assert "Nog iets</textarea>" in refused


def test_who_signed_in_has_a_limit_too(browser):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    for _ in range(ACCOUNT[Tried.REMARK].free):
        browser.submit("/dit-kan-beter", kind="wish", text="Nog iets", page="")

    browser.submit("/dit-kan-beter", expect=429, kind="wish", text="Nog iets", page="")
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    browser.submit("/dit-kan-beter", kind="wish", text="Van een ander", page="")

    assert db.session.query(Remark).count() == ACCOUNT[Tried.REMARK].free + 1


def test_visitors_are_slowed_down_when_they_send_too_much(browser, monkeypatch):
    monkeypatch.setattr(commands, "VISITORS_AN_HOUR", 2)
    for _ in range(2):
        browser.submit("/dit-kan-beter", kind="wish", text="Nog iets", page="")

    page = browser.submit("/dit-kan-beter", expect=429, kind="wish", text="Nog iets", page="").text

    assert "Probeer het over een uur nog een keer." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(browser, statements, count):
    for _ in range(count):
        a_remark(a_person(Role.SOCIAL_WORKER))
    browser.sign_in(a_person(Role.EDITOR))

    with statements(2):  # the person with session and grants; the remarks
        browser.open("/beheer/verbeteringen")


def test_what_a_person_told_can_be_taken_along_and_loses_its_name(database):
    person = a_person(Role.SOCIAL_WORKER)
    remark = a_remark(person)

    taken = commands.remarks_as_data(person)
    commands.forget_person(person)
    db.session.refresh(remark)

    assert [each["text"] for each in taken["remarks"]] == ["Mag de knop groter?"]
    assert (remark.person_id, remark.text) == (None, "Mag de knop groter?")


@pytest.mark.parametrize("text", ["", "   ", " \n\t "])
def test_only_spaces_are_no_remark_and_no_answer(browser, text):
    remark = a_remark(a_person(Role.SOCIAL_WORKER))
    sent = browser.submit("/dit-kan-beter", expect=422, kind="wish", text=text, page="").text
    browser.sign_in(a_person(Role.EDITOR))
    answered = browser.submit(f"/beheer/verbeteringen/{remark.uid}", expect=422, text=text).text

    assert "Schrijf je bericht op." in sent
    assert "Schrijf het antwoord op." in answered


def test_the_address_of_a_visitor_goes_once_the_answer_is_mailed(database):
    remark = a_remark(Anonymous(), address=" Naima@Example.ORG ")
    kept = remark.address

    commands.answer_remark(remark, by=a_person(Role.EDITOR), text="Ja, dat doen we.")
    db.session.commit()

    assert [mail.address for mail in mails_about("remark_answered")] == ["naima@example.org"]
    assert (kept, remark.address) == ("naima@example.org", None)


def test_the_asker_is_greeted_by_name_and_nobody_else_reads_that_name(browser):
    asker = a_person(Role.SOCIAL_WORKER, name="Samira Bennani")
    remark = a_remark(asker)
    commands.answer_remark(remark, by=a_person(Role.EDITOR), text="Ja, dat doen we.")
    db.session.commit()
    address = f"/dit-kan-beter/{remark.uid}"

    shown, own = browser.open(address), browser.sign_in(asker).open(address)

    assert [page.count("Hallo Samira Bennani,") for page in (shown, own)] == [0, 1]
    assert [page.count("Hallo,") for page in (shown, own)] == [1, 0]


def test_a_telephone_number_in_a_message_is_asked_about_before_it_is_kept(browser):
    message = {"kind": "wish", "text": "Bel mevrouw op 06 12345678.", "page": ""}

    page = browser.submit("/dit-kan-beter", expect=422, **message).text
    asked = db.session.query(Remark).count()
    browser.submit("/dit-kan-beter", sure="1", **message)

    assert "Staat hier een telefoonnummer?" in page
    assert 'name="sure"' in page
    assert 'name="sure"' not in browser.open("/dit-kan-beter")
    assert (asked, db.session.query(Remark).count()) == (0, 1)


def test_the_address_field_is_one_that_phones_fill_in(browser):
    field = re.search(r'<input[^>]*name="address"[^>]*>', browser.open("/dit-kan-beter"))[0]

    assert [each for each in ('type="email"', 'autocomplete="email"', 'inputmode="email"') if each not in field] == []


@pytest.mark.parametrize(
    ("role", "said"), [(Role.EDITOR, 1), (Role.ADMINISTRATOR, 1), (Role.COORDINATOR, 0), (Role.SOCIAL_WORKER, 0)]
)
def test_who_answers_sees_on_the_start_page_how_many_wait(browser, role, said):
    for _ in range(2):
        a_remark(a_person(Role.SOCIAL_WORKER))
    commands.answer_remark(a_remark(a_person(Role.SOCIAL_WORKER)), by=a_person(Role.EDITOR), text="Ja.")
    db.session.commit()

    assert browser.sign_in(a_person(role)).open("/").count("Er wachten 2 berichten op antwoord.") == said


def test_erasing_somebody_takes_their_address_off_what_they_told_as_a_visitor(database):
    person = a_person(email="naima@example.org")
    remark, other = a_remark(Anonymous(), address="Naima@example.org"), a_remark(Anonymous(), address="x@example.org")

    erase_person(person_by_uid(person.uid))
    db.session.commit()
    db.session.expire_all()

    assert (remark.address, other.address) == (None, "x@example.org")


def test_of_two_editors_who_answer_at_once_the_second_sees_the_first(browser, app):
    remark = a_remark(a_person(Role.SOCIAL_WORKER))
    address = f"/beheer/verbeteringen/{remark.uid}"
    browser.sign_in(a_person(Role.EDITOR)).submit(address, text="Ja, dat doen we.", seen="")

    page = browser.submit(address, expect=422, text="Nee, dat kan niet.", seen="").text
    kept = db.session.query(Remark.answer).scalar()
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page).group(1)
    browser.submit(address, text="Nee, dat kan toch niet.", seen=seen)

    assert kept == "Ja, dat doen we."
    assert [text in page for text in ("Ja, dat doen we.", "Nee, dat kan niet.", "Iemand anders schreef net")] == [
        True
    ] * 3
    assert db.session.query(Remark.answer).scalar() == "Nee, dat kan toch niet."
