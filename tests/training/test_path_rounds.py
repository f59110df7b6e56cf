"""Meeting a path, days that come near, and rounds of renewal: in the background, once, and to the learner only."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.commands.path_exemptions import exempt, lift
from lms.training.commands.path_reminders import (
    months_before,
    open_round,
    open_rounds,
    remind_members,
    remind_rounds,
    stage_on,
)
from lms.training.commands.paths import meet_paths, settle_members
from lms.training.models.path_members import PathMember, RenewalRound
from lms.training.queries.paths import paths_of
from tests.factories.paths import LONG_AGO, a_path, a_walker, module_item, practice_item
from tests.factories.people import a_person
from tests.factories.training import a_module, a_package, a_part, sync

pytestmark = pytest.mark.usefixtures("database")

WORK = "/modules/wat-doet-roken/delen/{}/1"


@pytest.fixture
def learner(browser):
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


def told(person):
    return db.session.scalars(select(Notice.text).where(Notice.person_id == person.id).order_by(Notice.id)).all()


def the_member():
    return db.session.scalars(select(PathMember)).one()


def test_everybody_with_the_role_meets_the_path_once():
    a_module(a_part("wdr-1"))
    learners = [a_person(Role.SOCIAL_WORKER) for _ in range(2)]
    a_person(Role.SOCIAL_WORKER, active=False)
    a_person(Role.ADVISER)
    path = a_path(deadline_days=30)

    assert (meet_paths(), meet_paths()) == (2, 0)
    members = db.session.scalars(select(PathMember).order_by(PathMember.person_id)).all()
    assert [(each.person_id, each.path_id, each.due_on) for each in members] == [
        (person.id, path.id, today() + timedelta(days=30)) for person in learners
    ]


def test_who_was_done_before_the_path_came_is_done_when_they_meet_it(browser, learner):
    a_module(a_part("wdr-1"))
    browser.submit(WORK.format("wdr-1"), do="next")
    a_path()

    meet_paths()

    assert the_member().completed_at is not None


def test_a_day_that_is_switched_on_later_counts_from_then_and_off_takes_it_away(learner):
    a_module(a_part("wdr-1"))
    a_walker(a_path(), learner)

    a_path(deadline_days=90)
    first = the_member().due_on
    a_path()

    db.session.expire_all()
    assert (first, the_member().due_on) == (today() + timedelta(days=90), None)


@pytest.mark.parametrize(("days", "stage"), [(30, 0), (14, 1), (1, 1), (0, 2), (-13, 2), (-14, 3), (-400, 3)])
def test_the_stages_of_a_day(days, stage):
    assert stage_on(today() + timedelta(days=days), today()) == stage


@pytest.mark.parametrize(
    ("days", "words"),
    [(15, []), (14, ["Binnen twee weken klaar: Leerpad"]), (0, ["Je wilde nu klaar zijn met: Leerpad"])],
)
def test_a_reminder_comes_once_and_only_to_the_learner(learner, days, words):
    a_module(a_part("wdr-1"))
    coordinator = a_person(Role.COORDINATOR)
    a_walker(a_path(deadline_days=30), learner, due_on=today() + timedelta(days=days))

    for _ in range(3):
        remind_members()

    assert (told(learner), told(coordinator)) == (words, [])


def test_a_run_that_was_missed_sends_only_the_latest(learner):
    a_module(a_part("wdr-1"))
    a_walker(a_path(deadline_days=30), learner, due_on=today() - timedelta(days=20))

    remind_members()

    [text] = told(learner)
    assert text.startswith("Leerpad is nog niet af")


def test_nobody_is_reminded_who_is_done_exempt_gone_or_without_the_role():
    a_module(a_part("wdr-1"))
    done, free, gone, other = (
        a_person(Role.SOCIAL_WORKER),
        a_person(Role.SOCIAL_WORKER),
        a_person(Role.SOCIAL_WORKER, active=False),
        a_person(Role.ADVISER),
    )
    path = a_path(deadline_days=30)
    a_walker(path, done, due_on=today(), completed_at=now())
    for person in (free, gone, other):
        a_walker(path, person, due_on=today())
    exempt(path, free.email, "", "Met verlof.", by=a_person(Role.COORDINATOR), origin="test")

    assert remind_members() == 0


def test_a_round_opens_when_it_is_time_and_only_one(learner):
    a_module(a_part("wdr-1"))
    path = a_path(module_item("stap-1", in_renewal=True), renewal_months=12)
    a_walker(path, learner, completed_at=now() - timedelta(days=400))

    assert (open_rounds(), open_rounds()) == (1, 0)
    assert open_round(path, learner) is None
    [row] = db.session.scalars(select(RenewalRound)).all()
    assert (row.number, row.due_on, row.completed_at) == (1, today() + timedelta(days=60), None)
    assert told(learner) == ["Tijd om op te frissen: Leerpad. Wat je deed, blijft staan"]


def test_everybody_whose_time_it_is_gets_a_round_and_a_notice_of_their_own():
    a_module(a_part("wdr-1"))
    learners = [a_person(Role.SOCIAL_WORKER) for _ in range(3)]
    path = a_path(module_item("stap-1", in_renewal=True), renewal_months=12)
    for learner in learners:
        a_walker(path, learner, completed_at=now() - timedelta(days=400))

    assert open_rounds() == 3
    rounds = db.session.scalars(select(RenewalRound.person_id).order_by(RenewalRound.person_id)).all()
    assert rounds == [learner.id for learner in learners]
    assert [len(told(learner)) for learner in learners] == [1, 1, 1]


def test_a_round_counts_only_what_is_done_again_and_resets_nothing(browser, learner):
    a_module(a_part("wdr-1"), a_part("wdr-2"))
    path = a_path(module_item("stap-1", in_renewal=True), practice_item(), renewal_months=12)
    for uid in ("wdr-1", "wdr-2"):
        browser.submit(WORK.format(uid), do="next")
    browser.submit("/leerpad/sociaal-werk/oefening/oefen", do="done")
    open_round(path, learner)
    db.session.commit()

    def shares():
        db.session.expire_all()
        [mine] = paths_of(person_by_uid(learner.uid))
        return mine.standing.share, mine.renewal.share if mine.renewal else None

    before = shares()
    browser.submit(WORK.format("wdr-1"), do="next")
    halfway = shares()
    assert "Ronde 1: 50 % klaar" in browser.open("/leerpad")
    assert "Opfrissen, ronde 1" in browser.open("/leerpad/sociaal-werk/waarom")
    for _ in range(2):
        browser.submit(WORK.format("wdr-2"), do="next")

    assert (before, halfway, shares()) == ((100, 0), (100, 50), (100, None))
    [row] = db.session.scalars(select(RenewalRound)).all()
    assert (row.completed_at is not None, sorted(row.done)) == (True, ["wdr-1", "wdr-2"])


def test_the_next_round_comes_months_after_the_last_one(learner):
    a_module(a_part("wdr-1"))
    path = a_path(module_item("stap-1", in_renewal=True), renewal_months=12)
    a_walker(path, learner, completed_at=LONG_AGO - timedelta(days=900))
    open_rounds()
    row = db.session.scalars(select(RenewalRound)).one()
    row.completed_at = now() - timedelta(days=30)
    db.session.flush()
    soon = open_rounds()
    row.completed_at = now() - timedelta(days=400)
    db.session.flush()

    assert (soon, open_rounds()) == (0, 1)
    assert db.session.scalars(select(RenewalRound.number).order_by(RenewalRound.number)).all() == [1, 2]


def test_the_day_of_a_round_is_reminded_of_too(learner):
    a_module(a_part("wdr-1"))
    path = a_path(module_item("stap-1", in_renewal=True), renewal_months=12)
    open_round(path, learner).due_on = today()
    db.session.flush()

    assert (remind_rounds(), remind_rounds(), len(told(learner))) == (1, 0, 2)


def test_a_round_rests_while_its_path_has_no_rounds(browser, learner):
    a_module(a_part("wdr-1"))
    path = a_path(module_item("stap-1", in_renewal=True), renewal_months=12)
    open_round(path, learner).due_on = today()
    a_path(module_item("stap-1", in_renewal=True))
    db.session.commit()

    assert (remind_rounds(), len(told(learner))) == (0, 1)
    assert "Opfrissen" not in browser.open("/leerpad") + browser.open("/leerpad/sociaal-werk/waarom")

    a_path(module_item("stap-1", in_renewal=True), renewal_months=12)
    assert remind_rounds() == 1


def test_months_are_counted_to_the_last_day_when_there_is_no_such_day():
    assert months_before(datetime(2027, 3, 31, tzinfo=UTC), 13) == datetime(2026, 2, 28, tzinfo=UTC)


def test_an_exemption_counts_at_once_and_lifting_it_says_why(browser, learner):
    sync(a_package(a_part("wdr-1")), a_package(a_part("t-1"), uid="tweede", slug="tweede", title="Tweede"))
    path = a_path(module_item("een"), module_item("twee", "tweede"))
    boss = a_person(Role.COORDINATOR)
    row = exempt(path, learner.email, "een", "Deed dit elders.", by=boss, origin="test")
    db.session.commit()

    page = browser.open("/leerpad/sociaal-werk/waarom")
    assert "Het percentage: 50 %" in page
    assert "Vrijgesteld: Deed dit elders." in page

    lift(row, "Het was een ander onderdeel.", by=boss, origin="test")
    db.session.commit()
    page = browser.open("/leerpad/sociaal-werk/waarom")
    assert "Het percentage: 0 %" in page
    assert "is opgeheven" in page
    assert len(told(learner)) == 2


def test_a_path_that_asks_less_settles_who_is_done_with_the_rest(browser, learner):
    sync(a_package(a_part("wdr-1")), a_package(a_part("t-1"), uid="tweede", slug="tweede", title="Tweede"))
    path = a_path(module_item("een"), module_item("twee", "tweede"))
    browser.submit(WORK.format("wdr-1"), do="next")
    before = the_member().completed_at

    a_path(module_item("een"))
    settle_members(path.id, 0)

    assert before is None
    assert the_member().completed_at is not None
