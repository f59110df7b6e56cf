"""Handing over keeps everything: at most one director, one adviser, and no right too many, whatever happens."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.slots import EXTENSION
from lms.programme.commands.absences import call_off, plan_absence
from lms.programme.commands.advisers import name_adviser
from lms.programme.commands.teams import add_member, change_role, end_membership, name_director
from lms.programme.enums import StepStatus
from lms.programme.models import Absence, AbsenceGrant, AdviserTerm, Neighbourhood, TeamMember
from lms.programme.queries.absences import can_stand_in, own_absence
from lms.programme.queries.teams import joined_at, open_membership
from lms.programme.slots import OPEN_WORK, OpenWork
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved
from tests.programme.people_here import again

DIRECTOR, DEPUTY, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER
OTHERS = (DEPUTY, WORKER, Role.KEY_PERSON)

people = st.integers(0, 3)
deeds = st.one_of(
    st.tuples(st.just("name"), people, st.sampled_from((None, DEPUTY, WORKER))),
    st.tuples(st.just("join"), people, st.sampled_from(OTHERS)),
    st.tuples(st.just("change"), people, st.sampled_from((*OTHERS, DIRECTOR))),
    st.tuples(st.just("leave"), people),
    st.tuples(st.just("advise"), st.integers(0, 1)),
    st.tuples(st.just("away"), st.sampled_from(("director", "adviser")), people, st.integers(0, 3)),
    st.tuples(st.just("back"), st.integers(0, 3)),
    st.tuples(st.just("days pass"), st.integers(1, 3)),
)


class Town:
    """A neighbourhood, four people and two advisers, to whom things happen."""

    def __init__(self, clock):
        self.clock = clock
        self.wijk = a_neighbourhood()
        starts = (DIRECTOR, DEPUTY, WORKER)  # so that few deeds are needed before something interesting happens
        self.people = [a_member(self.wijk, role, name=f"Lid {role}") for role in starts] + [a_person(name="Nog iemand")]
        self.advisers = [person_by_id(self.wijk.adviser_id), a_person(Role.ADVISER, name="Ria Smit")]
        self.by = a_person(Role.COORDINATOR)
        self.lost_ground = set()  # absences whose stand-in could not stand in here at some moment

    def happens(self, deed, *how):
        try:
            getattr(self, deed.replace(" ", "_"))(*how)
        except Refusal:
            db.session.flush()

    @property
    def how(self):
        return {"by": person_by_id(self.by.id), "origin": "test"}

    def name(self, who, becomes):
        name_director(self.wijk, again(self.people[who]), before_becomes=becomes, **self.how)

    def join(self, who, role):
        add_member(self.wijk, again(self.people[who]), role, **self.how)

    def change(self, who, role):
        if member := open_membership(self.wijk, self.people[who]):
            change_role(member, role, **self.how)

    def leave(self, who):
        if member := open_membership(self.wijk, self.people[who]):
            end_membership(member, **self.how)
            stood = select(Absence.id).where(Absence.stand_in_id == self.people[who].id)
            self.lost_ground |= set(db.session.scalars(stood))

    def advise(self, who):
        name_adviser(self.wijk, again(self.advisers[who]), **self.how)

    def away(self, whose, who, days):
        db.session.refresh(self.wijk)
        person_id = self.wijk.director_id if whose == "director" else self.wijk.adviser_id
        if person_id is None:
            return
        stand_ins = self.people if whose == "director" else self.advisers
        stand_in = again(stand_ins[who % len(stand_ins)])
        plan_absence(person_by_id(person_id), stand_in, today(), today() + timedelta(days=days), **self.how)

    def back(self, number):
        rows = db.session.scalars(select(Absence).where(Absence.called_off_at.is_(None)).order_by(Absence.id)).all()
        mine = [row for row in rows if row.person_id in self.ids]
        if mine:
            absence = mine[number % len(mine)]
            call_off(own_absence(absence.uid, person_by_id(absence.person_id)), **self.how)

    def days_pass(self, number):
        self.clock.shift(timedelta(days=number))

    @property
    def ids(self):
        return {person.id for person in (*self.people, *self.advisers)}

    def holds(self):
        db.session.flush()
        db.session.expire_all()
        wijk = db.session.get_one(Neighbourhood, self.wijk.id)
        here = (Grant.scope_kind == "neighbourhood", Grant.scope_id == wijk.id)
        members = db.session.scalars(select(TeamMember).filter_by(neighbourhood_id=wijk.id, until=None)).all()
        terms = db.session.scalars(select(AdviserTerm).filter_by(neighbourhood_id=wijk.id, until=None)).all()
        lasting = db.session.scalars(select(Grant).where(*here, Grant.until.is_(None))).all()

        assert [each.person_id for each in members if each.role is DIRECTOR] == [
            each for each in [wijk.director_id] if each
        ]
        assert [each.person_id for each in terms] == [wijk.adviser_id]
        assert {(each.id, each.person_id, each.role) for each in lasting} == {
            *((each.grant_id, each.person_id, each.role) for each in members),
            *((each.grant_id, each.person_id, Role.ADVISER) for each in terms),
        }
        self._lent_holds(wijk, here)

    def _lent_holds(self, wijk, here):
        live = select(Grant, Absence).join(AbsenceGrant, AbsenceGrant.grant_id == Grant.id)
        live = live.join(Absence, Absence.id == AbsenceGrant.absence_id).where(*here, Grant.until > now())
        lent = {
            (absence.id, grant.role, grant.person_id, absence.person_id) for grant, absence in db.session.execute(live)
        }
        running = db.session.scalars(
            select(Absence).where(Absence.called_off_at.is_(None), Absence.ends_on >= today())
        ).all()
        due = {
            (each.id, role, each.stand_in_id, each.person_id)
            for each in running
            for person_id, role in ((wijk.director_id, DEPUTY), (wijk.adviser_id, Role.ADVISER))
            if each.person_id == person_id
        }
        able = {each for each in due if can_stand_in(each[2], wijk, each[1])}
        self.lost_ground |= {
            each.id
            for each in running
            if not any(can_stand_in(each.stand_in_id, wijk, role) for role in (DEPUTY, Role.ADVISER))
        }
        assert lent <= able
        assert {each for each in able - lent if each[0] not in self.lost_ground} == set()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(deeds, min_size=4, max_size=14))
def test_rights_match_memberships_whatever_happens(database, deeds):
    with time_machine.travel(now(), tick=False) as clock:
        town = Town(clock)
        for deed in deeds:
            town.happens(*deed)
            town.holds()


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(wijk):
    return a_member(wijk, DIRECTOR, name="Samira Bennani")


HERE = "/wijken/oosterveld/overdracht"


def test_a_director_hands_over_and_goes_on_in_the_team(browser, wijk, samira):
    teun = a_member(wijk, WORKER, name="Teun Maas")
    browser.sign_in(samira).open(HERE)
    browser.submit(HERE, expect=422, person=open_membership(wijk, teun).uid)

    told = {"person": open_membership(wijk, teun).uid, "before": "deputy_director"}
    page = browser.follow(browser.submit(HERE, **told))

    assert "Teun Maas is nu de wijkregisseur." in page
    assert wijk.director_id == teun.id
    assert open_membership(wijk, samira).role is DEPUTY
    browser.submit(HERE, expect=403, **told)


def test_what_changes_is_said_before_anything_does(browser, wijk, samira):
    teun = a_member(wijk, WORKER, name="Teun Maas")
    browser.sign_in(samira)
    asked = f"{HERE}/bevestigen?person={open_membership(wijk, teun).uid}"

    page = browser.open(f"{asked}&before=social_worker")
    leaving = browser.open(f"{asked}&before=leaves")

    words = ("Teun Maas is meteen wijkregisseur van Oosterveld", "Jij blijft in het team als sociaal werker.")
    assert [each in page for each in words] == [True, True]
    assert page.count("Draag de wijk over aan Teun Maas") == 3  # the title of the window, the heading and the button
    assert "Jij gaat uit het team. Je ziet deze wijk daarna niet meer." in leaving
    assert wijk.director_id == samira.id


def test_nobody_is_asked_to_confirm_half_a_choice(browser, wijk, samira):
    a_member(wijk, WORKER, name="Teun Maas")

    page = browser.sign_in(samira).open(f"{HERE}/bevestigen", expect=422)

    assert "Kies aan wie je de wijk overdraagt." in page
    assert "Kies of je blijft meedoen." in page


def test_the_coordinator_who_names_somebody_for_an_open_place_reads_it_too(browser, wijk):
    asked = open_membership(wijk, a_member(wijk, WORKER, name="Teun Maas")).uid

    page = browser.sign_in(a_person(Role.COORDINATOR)).open(f"{HERE}/bevestigen?person={asked}")

    assert ("Draag de wijk over aan Teun Maas" in page, "Jij" in page) == (True, False)


def test_the_successor_sees_what_is_open_and_what_goes_along(app, browser, wijk, samira, monkeypatch):
    work = [OpenWork("Vraag om advies over de avond", "/advies/12345678")]
    filled = app.extensions[EXTENSION]
    monkeypatch.setitem(filled, OPEN_WORK, [lambda _actor, _wijk: work])
    a_step_moved(wijk, "team", StepStatus.IN_PROGRESS)
    teun = a_member(wijk, WORKER, name="Teun Maas")
    browser.sign_in(samira).submit(HERE, person=open_membership(wijk, teun).uid, before="leaves")

    page = browser.sign_in(teun).open(HERE)

    told = ("Vraag om advies over de avond", "2. Stap team", "Bezig", "Joost Vermaat", "1 persoon")
    assert [word in page for word in told] == [True] * len(told)


def test_only_who_takes_over_is_shown_the_way_to_what_is_open(app, browser, wijk, samira):
    teun, said = a_member(wijk, WORKER, name="Teun Maas"), "Je leidt deze wijk nog maar kort."

    told = {"person": open_membership(wijk, teun).uid, "before": "deputy_director"}
    browser.sign_in(samira).submit(HERE, **told)

    assert (said in browser.open("/"), said in Browser(app).sign_in(teun).open("/")) == (False, True)


def test_a_hand_over_leaves_since_when_people_are_in_the_team(browser, wijk):
    with time_machine.travel("2025-03-04 12:00+00:00"):
        samira, teun = a_member(wijk, DIRECTOR, name="Samira Bennani"), a_member(wijk, WORKER, name="Teun Maas")
    browser.sign_in(samira)

    browser.submit(HERE, person=open_membership(wijk, teun).uid, before="deputy_director")

    team = browser.open("/wijken/oosterveld/team")
    one = browser.sign_in(teun).open(f"/wijken/oosterveld/team/{open_membership(wijk, samira).uid}")
    assert [team.count("in het team sinds 4 maart 2025"), one.count("in het team sinds 4 maart 2025")] == [2, 1]


def test_who_left_and_comes_back_is_in_the_team_since_coming_back(wijk, samira):
    with time_machine.travel("2025-03-04 12:00+00:00"):
        teun = a_member(wijk, WORKER, name="Teun Maas")
    end_membership(open_membership(wijk, teun), by=samira, origin="test")

    member = add_member(wijk, again(teun), WORKER, by=samira, origin="test")

    assert joined_at(change_role(member, DEPUTY, by=samira, origin="test")) == member.since


def test_who_hands_over_and_leaves_goes_to_the_start(browser, wijk, samira):
    teun = a_member(wijk, WORKER, name="Teun Maas")

    answer = browser.sign_in(samira).submit(HERE, person=open_membership(wijk, teun).uid, before="leaves")

    assert answer.headers["Location"] == "/"
    browser.open("/wijken/oosterveld/team", expect=404)


def test_a_place_left_open_runs_under_the_adviser_who_names_the_next(browser, wijk, samira):
    teun, adviser = a_member(wijk, WORKER, name="Teun Maas"), person_by_id(wijk.adviser_id)
    browser.sign_in(samira).submit(f"{HERE}/vacature")
    team = browser.sign_in(teun).open("/wijken/oosterveld/team")
    browser.sign_in(adviser).open(HERE)

    browser.submit(HERE, person=open_membership(wijk, teun).uid)

    assert "Deze wijk heeft nu geen wijkregisseur." in team
    assert "Joost Vermaat houdt de wijk gaande als adviseur." in team
    assert wijk.director_id == teun.id
    browser.open(HERE, expect=403)


@pytest.mark.parametrize(("role", "sees", "names"), [(DEPUTY, 200, 403), (WORKER, 403, 403), (Role.RESIDENT, 403, 403)])
def test_a_deputy_sees_the_hand_over_and_hands_nothing_over(browser, wijk, samira, role, sees, names):
    other = a_member(wijk, WORKER, name="Teun Maas")
    browser.sign_in(a_member(wijk, role)).open(HERE, expect=sees)

    browser.submit(HERE, expect=names, person=open_membership(wijk, other).uid, before="leaves")
    browser.submit(f"{HERE}/vacature", expect=names)

    assert wijk.director_id == samira.id


def test_nobody_of_another_neighbourhood_takes_over(browser, wijk, samira):
    there = a_neighbourhood("Havenbuurt")
    stranger = open_membership(there, a_member(there, WORKER))

    browser.sign_in(samira).submit(HERE, expect=422, person=stranger.uid, before="leaves")

    assert wijk.director_id == samira.id


def test_the_page_costs_a_fixed_number_of_statements(app, browser, statements, wijk, samira, monkeypatch):
    monkeypatch.setitem(app.extensions[EXTENSION], OPEN_WORK, [])
    browser.sign_in(samira)
    browser.open(HERE)
    with statements(7):
        browser.open(HERE)
