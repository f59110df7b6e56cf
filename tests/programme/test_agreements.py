"""What was agreed with a neighbourhood: yes or no and never an amount, kept, and three months before its end told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.organisations.enums import OrganisationKind
from lms.programme.commands import agreements as commands
from lms.programme.enums import NeighbourhoodState
from lms.programme.forms.agreements import mentions_money
from lms.programme.jobs.agreements import remind
from lms.programme.models import Agreement, Neighbourhood
from tests.factories.agreements import an_agreement
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood, an_organisation

SOON = timedelta(days=60)


@pytest.fixture
def coordinator(database):
    return a_person(Role.COORDINATOR, name="Hanneke Prins")


@pytest.fixture
def desk(browser, coordinator):
    """The browser of a coordinator."""
    return browser.sign_in(coordinator)


def at(neighbourhood):
    return f"/beheer/wijken/{neighbourhood.slug}/afspraken"


def a_form(**given):
    return {"content": "Twee dagen in de week.", "content_agreed": "1", "ends_on": "2027-12-31", **given}


def told():
    """Return who was told of which end, as often as it was."""
    rows = select(Notice.person_id, Notice.url).where(Notice.cause == commands.ENDS).order_by(Notice.person_id)
    return [tuple(row) for row in db.session.execute(rows)]


def test_an_agreement_is_kept_and_the_one_before_stays_to_be_read(desk, coordinator):
    here = a_neighbourhood()

    desk.submit(at(here), **a_form())
    desk.submit(at(here), **a_form(money_agreed="1", content="Drie dagen in de week."))
    desk.submit(at(here), **a_form(money_agreed="1", content="Drie dagen in de week."))

    kept = db.session.scalars(select(Agreement).order_by(Agreement.id)).all()
    assert [(each.content, each.content_agreed, each.money_agreed) for each in kept] == [
        ("Twee dagen in de week.", True, False),
        ("Drie dagen in de week.", True, True),
    ]
    page = desk.open(at(here))
    assert [each.content for each in kept if each.content not in page] == []
    actions = [line.action for line in audit.entries(actor_uid=coordinator.uid)]
    assert actions == ["agreement.record", "agreement.record"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("De GGD krijgt € 12.500 per jaar.", True),
        ("Twaalfduizend euro per jaar.", True),
        ("Er is 12.500 voor.", True),
        ("Kosten: 900,-", True),
        ("EUR 300", True),
        ("Twee dagen in de week, 16 uur, tot 31.12.2027.", False),
        ("We meten in 2027 bij 45 wijken.", False),
        ("De neuroloog helpt mee.", False),
    ],
)
def test_an_amount_is_seen(text, answer):
    assert mentions_money(text) is answer


def test_an_amount_is_warned_for_once_with_what_was_typed_still_there(desk):
    here = a_neighbourhood()
    amount = a_form(content="De GGD krijgt € 12.500.")

    refused = desk.submit(at(here), expect=422, **amount).text
    desk.submit(at(here), **amount, sure="1")

    assert "Staat hier een bedrag?" in refused
    assert "De GGD krijgt € 12.500." in refused
    assert db.session.scalars(select(Agreement.content)).all() == ["De GGD krijgt € 12.500."]


def test_an_agreement_has_an_end(desk):
    assert "Vul een datum in." in desk.submit(at(a_neighbourhood()), expect=422, **a_form(ends_on="")).text


def test_an_end_that_is_over_is_refused_and_what_was_typed_stays(desk):
    yesterday = (today() - timedelta(days=1)).isoformat()

    page = desk.submit(at(a_neighbourhood()), expect=422, **a_form(ends_on=yesterday)).text

    assert "Deze dag is al geweest. Kies tot wanneer de afspraken nog gelden." in page
    assert ("Twee dagen in de week." in page, f'value="{yesterday}"' in page) == (True, True)
    assert db.session.scalars(select(Agreement)).all() == []


def test_the_words_of_an_agreement_that_is_over_can_be_corrected(desk):
    here, over = a_neighbourhood(), today() - timedelta(days=40)
    an_agreement(here, ends_on=over)

    desk.submit(at(here), **a_form(ends_on=over.isoformat(), content="Drie dagen in de week."))

    newest = db.session.scalars(select(Agreement).order_by(Agreement.id.desc())).first()
    assert (newest.content, newest.ends_on) == ("Drie dagen in de week.", over)


def test_three_months_ahead_the_director_the_ggd_and_the_coordinators_are_told_once(coordinator):
    ggd = an_organisation(OrganisationKind.GGD)
    here = a_neighbourhood(ggd=ggd)
    director, manager = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR), a_ggd_manager(ggd)
    a_ggd_manager(an_organisation(OrganisationKind.GGD))
    a_member(here, Role.SOCIAL_WORKER)
    an_agreement(here, ends_on=today() + SOON, by=coordinator)

    for _night in range(3):
        remind()
        db.session.commit()

    people = sorted([coordinator.id, director.id, manager.id])
    assert told() == [(person, f"/wijken/{here.slug}/plan") for person in people]


def test_while_there_is_no_director_the_adviser_is_told(coordinator):
    here = a_neighbourhood()
    an_agreement(here, ends_on=today() + SOON, by=coordinator)

    remind()

    assert {person for person, _url in told()} == {coordinator.id, here.adviser_id}


def test_only_the_agreement_that_counts_and_only_near_its_end_is_told_of(coordinator):
    renewed, far, done = (a_neighbourhood(name) for name in ("Oosterveld", "Havenbuurt", "De Linden"))
    done.state = NeighbourhoodState.FINISHED
    an_agreement(renewed, ends_on=today() + SOON, by=coordinator)
    an_agreement(renewed, by=coordinator)
    an_agreement(far, ends_on=today() + timedelta(days=100), by=coordinator)
    an_agreement(done, ends_on=today() + SOON, by=coordinator)

    remind()

    assert told() == []


def test_a_new_agreement_is_told_of_again(coordinator):
    here = a_neighbourhood()
    for days in (30, 60):
        an_agreement(here, ends_on=today() + timedelta(days=days), by=coordinator)
        remind()
        db.session.commit()

    assert len(told()) == 4


def test_the_end_stands_on_the_page_of_the_coordinator_and_of_the_director(app, desk):
    here = a_neighbourhood()
    an_agreement(here, ends_on=today() + SOON)

    for address in (f"/beheer/wijken/{here.slug}", f"/wijken/{here.slug}/plan"):
        assert "Maak op tijd nieuwe." in desk.open(address)


@pytest.mark.races
def test_a_worker_that_is_killed_halfway_tells_nobody_and_the_next_tells_everybody_once(app, database, monkeypatch):
    coordinator = a_person(Role.COORDINATOR)
    for name in ("Oosterveld", "Havenbuurt"):
        an_agreement(a_neighbourhood(name), ends_on=today() + SOON, by=coordinator)
    whole, calls = commands.accounts.notify, []

    def dies_at_the_second(person, **given):
        calls.append(person)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(person, **given)

    monkeypatch.setattr(commands.accounts, "notify", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt), unit_of_work():
        remind()
    db.session.remove()
    nobody = told()
    monkeypatch.undo()
    for _night in range(2):
        with unit_of_work():
            remind()

    assert (nobody, len(told())) == ([], 4)


@pytest.mark.races
def test_two_workers_at_once_tell_everybody_once(app, database):
    coordinator = a_person(Role.COORDINATOR)
    for number in range(4):
        an_agreement(a_neighbourhood(f"Wijk {number}"), ends_on=today() + SOON, by=coordinator)
    people = db.session.scalar(select(func.count(func.distinct(Neighbourhood.adviser_id)))) + 1
    db.session.remove()

    def night(_worker):
        with app.app_context(), unit_of_work():
            remind()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(night, range(2)))

    assert len(told()) == 8
    assert len({person for person, _url in told()}) == people
