"""Who manages a meeting and who may know of it, the same in Python and in SQL."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous
from lms.accounts.queries.people import person_by_id
from lms.kernel.db import db
from lms.meetings.commands.plans import Expected, cancel_meeting, expect, release
from lms.meetings.enums import MeetingKind, MeetingState
from lms.meetings.models import Meeting
from lms.meetings.policy import known, managed, may_know, may_manage
from lms.meetings.queries.agenda import coming_in
from lms.organisations.models import Organisation
from lms.programme.models import TEAM_ROLES
from tests.factories.meetings import a_meeting, a_plan
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood

OTHERS = (Role.COORDINATOR, Role.RESEARCHER, Role.ADMINISTRATOR, Role.CIRCLE_FACILITATOR, Role.EDITOR)
#: What each meeting of the fixture is, by its title.
ALL = {"team", "draft", "open", "off", "elsewhere"}


@pytest.fixture
def here(database):
    """A neighbourhood with every state a meeting can be in, and one meeting elsewhere."""
    here = a_neighbourhood("Oosterveld")
    leads = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    for title, more in (("team", {}), ("draft", {"draft": True}), ("off", {})):
        a_meeting(a_plan(title=title), by=leads, neighbourhood=here, **more)
    training = a_plan(title="open", kind=MeetingKind.TRAINING, open_to_all=True, capacity=5)
    a_meeting(training, by=leads, neighbourhood=here)
    cancel_meeting(meeting("off"), leads, "")
    a_meeting(a_plan(title="elsewhere"), neighbourhood=a_neighbourhood("Havenbuurt"))
    return here


def meeting(title):
    return db.session.scalars(select(Meeting).where(Meeting.title == title)).one()


def by_both(actor, rule, filter_):
    """Return the titles that a filter finds, after checking that the predicate says the same."""
    found = set(db.session.scalars(select(Meeting.title).where(filter_(actor))))
    assert found == {each.title for each in db.session.scalars(select(Meeting)) if rule(actor, each)}
    return found


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.KEY_PERSON, Role.DEPUTY_DIRECTOR, Role.ADVISER, Role.COORDINATOR]
)
def test_the_page_of_a_neighbourhood_shows_what_somebody_knows_of(here, role):
    actor = a_person(role) if role is Role.COORDINATOR else None
    actor = actor or (person_by_id(here.adviser_id) if role is Role.ADVISER else a_member(here, role))
    meeting("draft").organiser_id = actor.id if role is Role.SOCIAL_WORKER else None
    db.session.commit()
    on = {MeetingState.DRAFT, MeetingState.PLANNED}
    all_here = db.session.scalars(select(Meeting).where(Meeting.neighbourhood_id == here.id))

    known_of = {each.title for each in all_here if each.state in on and may_know(actor, each)}

    assert {line.meeting.title for line in coming_in(here, actor)} == known_of


@pytest.mark.parametrize("role", [Role.DEPUTY_DIRECTOR, Role.ADVISER])
def test_who_leads_or_advises_a_neighbourhood_manages_its_meetings(here, role):
    actor = person_by_id(here.adviser_id) if role is Role.ADVISER else a_member(here, role)

    assert by_both(actor, may_manage, managed) == ALL - {"elsewhere"}
    assert by_both(actor, may_know, known) == ALL - {"elsewhere"}


@pytest.mark.parametrize("role", TEAM_ROLES[2:])
def test_the_team_knows_what_it_is_expected_at_and_what_is_open(here, role):
    actor = a_member(here, role)
    for title in ("team", "draft"):
        from_here(title, actor, here)

    assert by_both(actor, may_manage, managed) == set()
    assert by_both(actor, may_know, known) == {"team", "open"}


def from_here(title, actor, here):

    expect(meeting(title), [Expected(actor, here.id)])
    db.session.commit()


def test_who_organised_manages_while_still_in_the_team(here):
    worker = a_member(here, Role.SOCIAL_WORKER)
    a_meeting(a_plan(title="mine"), by=worker, neighbourhood=here, people=[])
    assert by_both(worker, may_manage, managed) == {"mine"}

    worker.all_grants[0].until = worker.all_grants[0].since
    db.session.commit()

    assert by_both(person_by_id(worker.id), may_manage, managed) == set()


def test_who_was_told_still_knows_after_leaving_and_who_was_not_does_not(here):
    told, untold = (a_member(here, Role.KEY_PERSON, name=name) for name in ("Ans", "Bea"))
    from_here("team", told, here)
    from_here("draft", untold, here)
    release(meeting("team"), told)
    release(meeting("draft"), untold)
    db.session.commit()

    assert by_both(told, may_know, known) == {"team", "open"}
    assert by_both(untold, may_know, known) == {"open"}


@pytest.mark.parametrize("role", OTHERS)
def test_others_know_only_what_is_open_to_all(here, role):
    actor = a_person(role)

    assert by_both(actor, may_manage, managed) == set()
    assert by_both(actor, may_know, known) == {"open"}


def test_managers_of_the_ggd_and_visitors_manage_nothing(here):
    boss = a_ggd_manager(db.session.get_one(Organisation, here.ggd_id))

    assert by_both(boss, may_know, known) == {"open"}
    assert by_both(Anonymous(), may_know, known) == by_both(Anonymous(), may_manage, managed) == set()
