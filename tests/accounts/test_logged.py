"""What somebody changes about coming in stands in the log."""

from lms.accounts.commands.sessions import begin_session
from lms.accounts.models import SignInSession
from lms.accounts.queries.people import person_by_uid
from lms.kernel import audit
from lms.kernel.db import db
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person

NEW = "vijf andere woorden zijn dit"


def logged(person):
    return [entry.action for entry in audit.entries(actor_uid=person.uid)]


def test_a_new_password_at_the_account(browser):
    person = a_person(password="vier losse woorden hier")
    browser.sign_in(person).submit("/account/wachtwoord", password=NEW)

    assert logged(person) == ["person.password"]


def test_a_new_password_by_mail(browser):
    person = a_person(password="vier losse woorden hier")
    browser.submit("/wachtwoord-vergeten", email=person.email)
    page = browser.follow(browser.submit(link_in(mails_about("accounts.reset")[-1]), password=NEW))

    assert "Je nieuwe wachtwoord is bewaard." in page
    assert sorted(logged(person)) == ["person.password", "session.begin"]


def test_ending_one_other_session_and_all_others(browser):
    person = a_person()
    begin_session(person_by_uid(person.uid), device="Telefoon")
    db.session.commit()
    other = db.session.query(SignInSession).filter_by(device="Telefoon").one().uid
    browser.sign_in(person)

    browser.submit(f"/account/sessies/{other}/beeindigen")
    browser.submit("/account/sessies/beeindigen")

    assert logged(person) == ["person.end_sessions", "session.end"]
