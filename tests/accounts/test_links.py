"""Links by mail: a new password, an invitation, another address, and signing in."""

from datetime import timedelta

import pytest
import time_machine

from lms.accounts.commands.entry import answer_link_request
from lms.accounts.commands.links import make_link, use_link
from lms.accounts.commands.people import invite, invite_again
from lms.accounts.enums import Purpose, Role, Standing
from lms.accounts.errors import AddressTaken, LinkIsSpent
from lms.accounts.models import MailLink, SignInSession
from lms.accounts.queries.links import link_by_token
from lms.accounts.queries.people import person_by_email, person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.browser import Browser
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person

PASSWORD = "vier losse woorden hier"
NEW = "iets heel anders graag"
ASK = {Purpose.SIGN_IN: "/inloggen/link", Purpose.RESET: "/wachtwoord-vergeten"}


def asks(browser, person, purpose=Purpose.SIGN_IN):
    browser.submit(ASK[purpose], email=person.email)
    return link_in(mails_about(f"accounts.{purpose}")[-1])


def inside(browser):
    return browser.client.get("/account/wachtwoord").status_code == 200


def signs_in(browser, email, password):
    return browser.client.post("/inloggen", data={"email": email, "password": password}).status_code == 303


def test_a_mailed_link_shows_on_get_and_signs_in_on_post_once(app, browser):
    person = a_person(name="Fatma Aydin")
    path = asks(browser, person)

    page = browser.open(path)
    after_looking = inside(browser)
    browser.submit(path)
    second = Browser(app)
    again = second.submit(path, expect=410)

    assert "Je logt in als Fatma Aydin." in page
    assert (after_looking, inside(browser), inside(second)) == (False, True, False)
    assert "Deze link werkt niet meer" in again.text


@pytest.mark.parametrize("purpose", list(ASK))
def test_asking_for_a_link_answers_the_same_for_every_address(browser, purpose):
    gone = a_person(active=False)
    answers = {
        email: browser.submit(ASK[purpose], email=email).headers["Location"]
        for email in (a_person().email, gone.email, "niemand@example.org")
    }

    assert set(answers.values()) == {"/inloggen/kijk-in-je-mail"}
    assert len(mails_about(f"accounts.{purpose}")) == 1
    assert "Kijk in je mail" in browser.open("/inloggen/kijk-in-je-mail")


def test_too_many_requests_for_mail_look_the_same_and_the_last_link_keeps_working(browser):
    person = a_person()
    for _ in range(6):
        browser.submit("/inloggen/link", email=person.email)

    mails = mails_about("accounts.sign_in")
    browser.submit(link_in(mails[-1]))

    assert len(mails) == 3
    assert inside(browser)


def test_a_new_password_ends_all_sessions_and_voids_all_links(app, browser):
    person, thief = a_person(password=PASSWORD), Browser(app)
    thief.sign_in(person)
    other_link = asks(browser, person)
    path = asks(browser, person, Purpose.RESET)

    page = browser.open(path)
    browser.submit(path, password=NEW)

    assert "Dit wordt het wachtwoord van" in page
    assert (inside(browser), inside(thief)) == (True, False)
    assert (signs_in(thief, person.email, PASSWORD), signs_in(thief, person.email, NEW)) == (False, True)
    assert Browser(app).submit(path, expect=410, password=NEW).status_code == 410
    assert Browser(app).submit(other_link, expect=410).status_code == 410
    assert [mail.address for mail in mails_about("accounts.password")] == [person.email]


def test_a_refused_new_password_leaves_the_link_usable(browser):
    person = a_person()
    path = asks(browser, person, Purpose.RESET)

    short = browser.submit(path, expect=422, password="kort")
    browser.submit(path, password=NEW)

    assert "Dit wachtwoord is te kort." in short.text
    assert inside(browser)


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("asked", list(Purpose))
def test_a_link_works_for_its_own_purpose_only(database, purpose, asked):
    link, token = make_link(a_person(), purpose, "a@example.org")

    assert (link_by_token(token, asked) is link) is (asked is purpose)


def test_a_link_ends_by_itself(app, browser):
    person = a_person()
    path = asks(browser, person)
    with time_machine.travel(now() + timedelta(minutes=61)):
        late = browser.submit(path, expect=410)

    assert "Mail mij een nieuwe link" in late.text


def test_only_the_hash_of_a_token_is_kept_and_the_mail_is_secret(browser):
    path = asks(browser, a_person())
    token = path.rsplit("/", 1)[1]
    kept = db.session.query(MailLink).one()

    assert token not in (kept.token_hash, str(kept.id))
    assert len(kept.token_hash) == 64
    assert mails_about("accounts.sign_in")[0].secret


def test_of_two_uses_of_one_link_the_second_is_refused(database):
    link, token = make_link(a_person(), Purpose.SIGN_IN, "a@example.org")
    same = link_by_token(token, Purpose.SIGN_IN)
    use_link(link)

    with pytest.raises(LinkIsSpent):
        use_link(same)


def an_invited_person(**more):
    values = {"name": "Fatma Aydin", "email": "fatma@example.org", "by": "tester", "origin": "test", **more}
    person = invite(**values)
    db.session.commit()
    return person


def test_an_invited_person_has_rights_at_once_but_comes_in_only_after_accepting(app, browser):
    person = an_invited_person(places=[(Role.KEY_PERSON, "programme", 1)])
    path = link_in(mails_about("accounts.invitation")[0])
    page = browser.open(path)
    waiting = person_by_uid(person.uid)
    before = (waiting.standing, waiting.roles, db.session.query(SignInSession).count())

    browser.submit(path, name="Fatma A.", password=NEW)

    person = person_by_uid(person.uid)
    assert before == (Standing.INVITED, {Role.KEY_PERSON}, 0)
    assert "Je account staat klaar als: Sleutelpersoon." in page
    assert (person.standing, person.name, inside(browser)) == (Standing.ACTIVE, "Fatma A.", True)
    assert signs_in(Browser(app), "fatma@example.org", NEW)


def test_an_invitation_can_be_accepted_without_a_password(app, browser):
    an_invited_person()
    browser.submit(link_in(mails_about("accounts.invitation")[0]), name="Fatma", password="")

    assert inside(browser)
    assert not signs_in(Browser(app), "fatma@example.org", "")


def test_a_resent_invitation_replaces_the_first(app, browser):
    person = an_invited_person()
    invite_again(person, by="tester", origin="test")
    db.session.commit()
    first, second = (link_in(mail) for mail in mails_about("accounts.invitation"))

    assert browser.client.get(first).status_code == 410
    assert browser.client.get(second).status_code == 200


def test_who_was_invited_and_asks_for_a_link_gets_the_invitation_again(database):
    person = an_invited_person()

    answer_link_request("reset", person.email)

    assert len(mails_about("accounts.invitation")) == 2
    assert mails_about("accounts.reset") == []


def test_an_address_is_invited_once(database):
    an_invited_person()

    with pytest.raises(AddressTaken) as refused:
        an_invited_person(email=" FATMA@example.org")

    assert refused.value.field == "email"


def test_another_address_is_confirmed_at_the_new_one_and_noted_at_the_old_one(app, browser):
    person, elsewhere = a_person(email="oud@example.org", password=PASSWORD), Browser(app)
    browser.sign_in(person)
    elsewhere.sign_in(person)
    old_link = asks(Browser(app), person)

    browser.submit("/account/e-mailadres", email="Nieuw@example.org")
    before = person_by_uid(person.uid).email
    mail = mails_about("accounts.address")[0]
    page = browser.open(link_in(mail))
    browser.submit(link_in(mail))

    note = mails_about("accounts.address_changed")[0]
    assert before == "oud@example.org"
    assert (mail.address, note.address) == ("nieuw@example.org", "oud@example.org")
    assert "nieuw@example.org" in page
    assert "nieuw@" not in note.text
    assert person_by_email("nieuw@example.org").uid == person.uid
    assert (inside(browser), inside(elsewhere)) == (True, False)
    assert elsewhere.client.post(old_link).status_code == 410


def test_an_address_of_somebody_else_gets_a_note_and_the_screen_says_nothing_of_it(browser):
    owner = a_person(email="van-iemand@example.org")
    browser.sign_in(a_person())

    taken = browser.submit("/account/e-mailadres", email=owner.email)
    free = browser.submit("/account/e-mailadres", email="vrij@example.org")

    assert taken.headers["Location"] == free.headers["Location"] == "/account"
    assert [mail.address for mail in mails_about("accounts.address_in_use")] == [owner.email]
    assert [mail.address for mail in mails_about("accounts.address")] == ["vrij@example.org"]


def test_of_two_people_who_ask_for_one_address_the_first_to_confirm_gets_it(app, browser):
    first, second = Browser(app).sign_in(a_person()), browser.sign_in(a_person())
    for each in (first, second):
        each.submit("/account/e-mailadres", email="zelfde@example.org")
    one, two = (link_in(mail) for mail in mails_about("accounts.address"))

    first.submit(one)
    refused = second.submit(two, expect=409)

    assert "Iemand anders heeft al een account" in refused.text


def test_changing_how_you_sign_in_asks_for_your_password_when_you_came_in_long_ago(app, browser):
    person = a_person(password=PASSWORD)
    browser.sign_in(person)
    with time_machine.travel(now() + timedelta(minutes=31)):
        asked = browser.client.get("/account/e-mailadres").headers["Location"]
        page = browser.open(asked)
        wrong = browser.submit(asked, expect=422, password="fout, fout, fout")
        right = browser.submit(asked, password=PASSWORD)
        after = browser.client.get("/account/e-mailadres").status_code

    assert asked == "/inloggen/bevestigen?next=/account/e-mailadres"
    assert "Ben jij het?" in page
    assert "Dit is niet je wachtwoord." in wrong.text
    assert (right.headers["Location"], after) == ("/account/e-mailadres", 200)
    assert db.session.query(SignInSession).count() == 1


def test_who_asks_for_access_waits_for_an_answer(browser):
    page = browser.open("/toegang-vragen")
    answer = browser.submit(
        "/toegang-vragen", name="Ruben", email="ruben@example.org", organisation="Buurthuis", reason="Ik wil meedoen."
    )

    assert 'name="organisation"' in page
    assert answer.headers["Location"] == "/toegang-vragen/bedankt"
    assert "Je krijgt antwoord per mail" in browser.follow(answer)


def test_a_form_without_its_csrf_token_is_refused(app, browser, monkeypatch):
    person = a_person(password=PASSWORD)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    refused = browser.client.post("/inloggen", data={"email": person.email, "password": PASSWORD})

    assert refused.status_code == 400
    assert not inside(browser)
