"""What accounts keep goes when its time is over, and nobody with a place is erased."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from sqlalchemy import func, select

from lms.accounts.commands.access import ask_for_access, decline
from lms.accounts.commands.limits import take_try
from lms.accounts.commands.links import make_link
from lms.accounts.commands.long_away import BATCH, tell_the_long_away
from lms.accounts.commands.people import grant_role, invite_again, reactivate
from lms.accounts.commands.sessions import begin_session
from lms.accounts.enums import Purpose, Role, Tried
from lms.accounts.jobs import tell_a_batch_of_the_long_away
from lms.accounts.models import AccessRequest, FailedTries, MailLink, Notice, Person, SignInCard, SignInSession
from lms.accounts.queries.people import person_by_id
from lms.kernel import audit, retention
from lms.kernel.clock import local, now
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.work import unit_of_work
from lms.ui.formats import day
from tests.factories.kernel import a_night
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("database")
TWO_YEARS, A_MONTH = 730, 30


def ago(days):
    return now() - timedelta(days=days)


def away(days, role=None, **more):
    """Somebody who was here for the last time so many days ago."""
    with time_machine.travel(ago(days)):
        return a_person(role, last_seen_at=now(), **more)


def tell():
    """Tell everybody whose account goes, as the job does every night."""
    with unit_of_work():
        tell_a_batch_of_the_long_away()


def told_long_ago(days=A_MONTH):
    with time_machine.travel(ago(days)):
        tell()


def left(*people):
    return [person_by_id(person.id).erased_at is None for person in people]


def a_session():
    person = a_person()
    begin_session(person)
    db.session.query(SignInSession).update({"ends_at": now()})


def a_link():
    make_link(a_person(), Purpose.RESET, "x@example.org")[0].ends_at = now()


def a_card():
    person, maker = a_person(), a_person()
    db.session.add(SignInCard(person=person, token_hash="t", pictures_hash="p", made_by_id=maker.id, ended_at=now()))


def a_try():
    take_try(Tried.PASSWORD, account="somebody@example.org", origin="here")


def a_request():
    return ask_for_access(name="Naima", email="n@example.org", organisation="GGD", reason="Graag", language="nl")


def an_answered_request():
    decline(a_request(), words="", by=a_person(Role.COORDINATOR), origin="test")


KINDS = (
    ("sessions", SignInSession, a_session),
    ("links", MailLink, a_link),
    ("cards", SignInCard, a_card),
    ("tries", FailedTries, a_try),
    ("requests", AccessRequest, an_answered_request),
    ("open_requests", AccessRequest, a_request),
)


@pytest.mark.parametrize(("key", "model", "make"), KINDS, ids=[each[0] for each in KINDS])
def test_it_goes_when_its_days_are_over_and_not_an_hour_sooner(key, model, make):
    days = retention.kind_called(key).days
    with time_machine.travel(ago(days) + timedelta(hours=1)):
        make()
        db.session.commit()
    a_night()
    there = db.session.query(model).count()

    with time_machine.travel(now() + timedelta(hours=2)):
        a_night()

    assert (there > 0, db.session.query(model).count()) == (True, 0)


def test_an_invitation_nobody_accepts_goes_after_a_year(database):
    invited = {"active": False, "accepted_at": None}
    old, young = a_person(created_at=ago(366), **invited), a_person(created_at=ago(364), **invited)
    with_a_place = a_person(Role.SOCIAL_WORKER, created_at=ago(366), **invited)
    again = a_person(created_at=ago(366), **invited)
    invite_again(again, by="tester", origin="test")

    a_night()

    assert left(old, young, with_a_place, again) == [False, True, False, True]


def test_somebody_who_does_not_come_is_mailed_a_month_before_the_account_goes():
    person = away(TWO_YEARS - A_MONTH + 1)
    tell()
    tell()

    (mail,) = db.session.scalars(select(Mail).where(Mail.recipient_uid == person.uid)).all()
    date = day(local(now() + timedelta(days=A_MONTH)))
    assert mail.subject == f"Je account bij Kringwijs wordt gewist op {date}"
    assert f"Wil je je account houden? Log dan vóór {date} één keer in" in mail.text
    assert "al bijna 2 jaar niet" in mail.text


def test_nobody_is_mailed_sooner():
    away(TWO_YEARS - A_MONTH - 1)

    tell()

    assert db.session.query(Mail).count() == 0


def test_the_account_goes_on_the_day_that_was_told():
    person = away(TWO_YEARS + 1)
    told_long_ago(A_MONTH - 1)
    a_night()
    before = left(person)

    with time_machine.travel(now() + timedelta(days=1, hours=1)):
        a_night()

    assert (before, left(person)) == ([True], [False])
    assert audit.entries(action="person.erase")[0].object == f"person/{person.uid}"


def test_nobody_goes_who_was_not_told():
    person = away(5 * TWO_YEARS)

    a_night()

    assert left(person) == [True]


def test_who_was_told_long_ago_is_told_again_before_the_account_goes():
    person = away(3 * TWO_YEARS)
    told_long_ago(200)  # and then the worker stood still
    a_night()
    tell()

    assert left(person) == [True]
    assert db.session.query(Notice).filter_by(person_id=person.id).count() == 2


def test_signing_in_once_keeps_the_account():
    person = away(TWO_YEARS + 1)
    told_long_ago(A_MONTH + 1)
    begin_session(person_by_id(person.id))

    a_night()

    assert left(person) == [True]


def test_more_people_than_a_batch_are_all_told_and_all_go():
    people = [away(TWO_YEARS + 100) for _ in range(BATCH + 1)]
    told_long_ago(A_MONTH + 1)

    a_night()

    assert not any(left(*people))


def test_a_closed_account_goes_without_being_told_and_an_opened_one_is_told_first():
    closed = away(TWO_YEARS + 1, active=False)
    opened = away(TWO_YEARS + 1, active=False)
    reactivate(opened, by="tester", origin="test")

    a_night()

    assert left(closed, opened) == [False, True]


def test_the_last_administrator_stays():
    only = away(2 * TWO_YEARS, Role.ADMINISTRATOR)
    told_long_ago(A_MONTH + 1)

    a_night()

    assert left(only) == [True]
    assert db.session.query(Notice).count() == 0


def test_an_administrator_goes_when_another_does_come():
    gone, here = away(2 * TWO_YEARS, Role.ADMINISTRATOR), away(3, Role.ADMINISTRATOR)
    told_long_ago(A_MONTH + 1)

    a_night()

    assert left(gone, here) == [False, True]


#: From how many days on, and until when.
PLACES = {"none": None, "open": (-900, None), "to come": (10, None), "lent": (-900, 3), "ended": (-900, -100)}


def test_nobody_with_an_open_place_is_erased_whatever_else_is_so():
    made = {}
    with time_machine.travel(ago(3 * TWO_YEARS)):
        a_person(Role.ADMINISTRATOR, last_seen_at=now() + timedelta(days=4 * TWO_YEARS))
    for place, active, days in product(PLACES, (True, False), (TWO_YEARS - 1, TWO_YEARS + 50)):
        person = away(days, active=active)
        if PLACES[place]:
            since, until = [None if at is None else ago(-at) for at in PLACES[place]]
            grant_role(person, Role.ADVISER, "neighbourhood", 1, since=since, until=until)
        made[place, active, days] = person
    db.session.commit()
    told_long_ago(A_MONTH + 1)

    a_night()

    gone = {case for case, person in made.items() if left(person) == [False]}
    assert gone == set(product(("none", "ended"), (True, False), (TWO_YEARS + 50,)))


def test_another_term_is_chosen_by_setting(app, monkeypatch):
    person = away(101)
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], keep={"accounts": 100}))
    told_long_ago(A_MONTH + 1)

    a_night()

    assert left(person) == [False]


def test_what_we_told_is_no_kind_that_people_choose_a_pace_for(browser):
    page = browser.sign_in(a_person()).open("/account")

    assert "account_ends" not in page


def test_administrators_see_who_has_not_been_here_for_long(browser):
    away(TWO_YEARS + 1, Role.ADVISER, name="Lang Weg")
    away(TWO_YEARS - 1, name="Net Hier")
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    page = browser.open("/beheer/mensen?weg=lang")

    assert [name in page for name in ("Lang Weg", "Net Hier")] == [True, False]
    assert "al 2 jaar niet geweest" in page
    assert "/beheer/mensen?weg=lang" in browser.open("/beheer/mensen")


def test_when_everybody_came_the_list_says_so(browser):
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    assert "Iedereen is geweest" in browser.open("/beheer/mensen?weg=lang")


def test_the_log_says_in_words_what_was_thrown_away(browser):
    a_person(created_at=ago(366), active=False, accepted_at=None)
    a_night()
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    page = browser.open("/beheer/logboek")

    assert "Weggegooid wat lang genoeg bewaard was" in page
    assert "Een uitnodiging die niemand aanneemt (1)" in page


def test_telling_twice_at_once_tells_once():
    away(TWO_YEARS)
    with unit_of_work():
        assert (tell_the_long_away(), tell_the_long_away()) == (1, 0)

    assert db.session.scalar(select(func.count()).select_from(Notice)) == 1
    assert db.session.query(Person).filter(Person.erased_at.is_not(None)).count() == 0
