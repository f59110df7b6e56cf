"""The demo programme holds one of everything, so that no page is empty."""

from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from lms.accounts.enums import PLATFORM_ROLES, Role
from lms.accounts.models import AccessRequest, Person
from lms.accounts.queries.people import person_by_email
from lms.app import command_line
from lms.home.cli.demo import PEOPLE, add_person
from lms.home.cli.told import tell
from lms.home.cli.towns import build_towns
from lms.kernel.db import db
from lms.programme.enums import NeighbourhoodState, StepStatus
from lms.programme.models import Moment, Neighbourhood, StepProgress, TeamMember, Tranche
from lms.programme.policy import roles_in
from tests.factories.programme import a_programme


@pytest.fixture
def town(database):
    programme = a_programme()
    for each in PEOPLE:
        add_person(*each)
    town = build_towns(programme, person_by_email("coordinator@demo.kringwijs.example"))
    tell(town)
    db.session.expire_all()
    return town


def demo(name):
    return person_by_email(f"{name}@demo.kringwijs.example")


def place(name):
    return db.session.scalars(select(Neighbourhood).filter_by(name=name)).one()


def test_forty_five_neighbourhoods_stand_in_three_groups(town):
    groups = dict(db.session.execute(select(Tranche.id, Tranche.number)).all())

    rows = db.session.execute(select(Neighbourhood.tranche_id, func.count()).group_by(Neighbourhood.tranche_id))

    assert {groups[row[0]]: row[1] for row in rows} == {1: 10, 2: 18, 3: 17}


def test_every_state_of_a_neighbourhood_and_of_a_step_is_there_but_the_last(town):
    states = Counter(db.session.scalars(select(Neighbourhood.state)))
    steps = set(db.session.scalars(select(StepProgress.status)))

    assert set(states) == set(NeighbourhoodState) - {NeighbourhoodState.FINISHED}
    assert steps == set(StepStatus) - {StepStatus.NOT_STARTED}


def test_both_directors_lead_different_neighbourhoods_under_different_advisers(town):
    here, there = place("Oosterveld"), place("Havenbuurt")

    assert (here.director_id, there.director_id) == (demo("wijkregisseur").id, demo("wijkregisseur2").id)
    assert (here.adviser_id, there.adviser_id) == (demo("adviseur").id, demo("adviseur2").id)


def test_the_worker_and_the_key_person_are_in_one_team(town):
    here = place("Oosterveld")

    assert roles_in(demo("sociaalwerker"), here) == {Role.SOCIAL_WORKER}
    assert roles_in(demo("sleutelpersoon"), here) == {Role.KEY_PERSON}


def test_every_membership_has_its_right_and_no_right_hangs_loose(town):
    for member in db.session.scalars(select(TeamMember)):
        grant = db.session.get_one(type(member).grant.property.mapper.class_, member.grant_id)
        held = (grant.person_id, grant.role, grant.scope_kind, grant.scope_id)
        assert held == (member.person_id, member.role, "neighbourhood", member.neighbourhood_id)


def test_the_moment_that_proves_no_leak_is_told_in_one_neighbourhood_and_by_no_word_of_ours(town):
    told = {moment.text: moment.neighbourhood_id for moment in db.session.scalars(select(Moment))}

    assert [there for text, there in told.items() if "bankje zonder asbak" in text] == [place("Havenbuurt").id]
    assert [text for text in told if "kanarie" in text] == []


def test_platform_roles_are_those_of_the_contract(town):
    had = {name: {row.role for row in demo(name).platform_roles} for name, _, _ in PEOPLE}

    assert had == {name: ({role} if role in PLATFORM_ROLES else set()) for name, _, role in PEOPLE}


def test_people_of_organisations_have_the_role_that_goes_with_their_work(town):
    assert [demo(name).roles for name in ("ggdmanager", "ontwerper")] == [{Role.GGD_MANAGER}, {Role.DESIGNER}]


def test_people_learned_something_and_can_be_called(town):
    assert demo("adviseur").phone
    assert demo("wijkregisseur").works_on


def test_a_second_time_brings_nothing_back(fresh_app, monkeypatch):
    monkeypatch.setitem(fresh_app.config, "SETTINGS", replace(fresh_app.config["SETTINGS"], demo=True))
    run(fresh_app, "content", "sync")
    run(fresh_app, "demo")
    demo("begeleider").email = "nieuw@example.org"
    demo("ggdmanager").email = None
    db.session.commit()
    before = counted()

    run(fresh_app, "demo")

    assert counted() == before


def counted():
    models = (Person, AccessRequest, Neighbourhood, Moment, TeamMember)
    return [db.session.scalar(select(func.count()).select_from(model)) for model in models]


def run(app, *words):
    done = CliRunner().invoke(command_line(), list(words), obj=ScriptInfo(create_app=lambda: app))
    assert done.exit_code == 0, done.output
