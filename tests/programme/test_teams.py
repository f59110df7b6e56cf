"""Who is in a team: membership and right together, one director, and who may change that."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Notice, Person
from lms.accounts.queries.people import person_by_id, person_by_uid
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.programme.commands.asked import ask_to_join
from lms.programme.commands.shared_texts import say_shared_text
from lms.programme.commands.teams import add_member, change_role, end_membership, name_director
from lms.programme.enums import SharedKind
from lms.programme.models import TEAM_ROLES, Neighbourhood, TeamMember
from lms.programme.policy import can_change_member, can_lead, can_name_director, roles_in, roles_to_give
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.teams import open_membership
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood, an_organisation
from tests.programme.people_here import again, an_affiliation, open_grants

DIRECTOR, DEPUTY, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(wijk):
    return a_member(wijk, DIRECTOR, name="Samira Bennani")


@pytest.mark.parametrize("role", TEAM_ROLES[1:])
def test_a_member_and_the_right_that_goes_with_it_come_and_go_together(wijk, samira, role):
    person = a_person(name="Dennis Kool")

    member = add_member(wijk, person, role, by=samira, origin="test")
    during = roles_in(again(person), wijk), member.grant_id in open_grants(wijk)
    end_membership(again(member), by=samira, origin="test")

    assert during == (frozenset({role}), True)
    assert roles_in(again(person), wijk) == frozenset()
    assert db.session.get(TeamMember, member.id).until is not None


def test_nobody_is_in_a_team_twice(wijk, samira):
    person = a_member(wijk, WORKER)

    with pytest.raises(Refusal, match="zit al in het team"):
        add_member(wijk, again(person), Role.KEY_PERSON, by=samira, origin="test")


def test_another_role_ends_the_one_before(wijk, samira):
    person = a_member(wijk, WORKER)

    change_role(open_membership(wijk, person), DEPUTY, by=samira, origin="test")

    assert roles_in(again(person), wijk) == {DEPUTY}
    rows = db.session.scalars(select(TeamMember).where(TeamMember.person_id == person.id).order_by(TeamMember.id))
    assert [(row.role, row.until is None) for row in rows] == [(WORKER, False), (DEPUTY, True)]


@pytest.mark.parametrize(("becomes", "left"), [(None, set()), (DEPUTY, {DEPUTY}), (WORKER, {WORKER})])
def test_naming_another_director_hands_over(wijk, samira, becomes, left):
    teun = a_member(wijk, WORKER, name="Teun Maas")

    name_director(wijk, again(teun), before_becomes=becomes, by=samira, origin="test")

    assert wijk.director_id == teun.id
    assert (roles_in(again(teun), wijk), roles_in(again(samira), wijk)) == ({DIRECTOR}, left)


def test_the_next_director_is_told_and_the_log_knows(wijk, samira):
    teun = a_member(wijk, WORKER, name="Teun Maas")

    name_director(wijk, again(teun), by=samira, origin="test")
    db.session.commit()

    (notice,) = db.session.scalars(select(Notice).where(Notice.person_id == teun.id))
    assert (notice.text, notice.url) == ("Je bent nu wijkregisseur in Oosterveld", "/wijken/oosterveld/overdracht")
    told = {line.action for line in audit.entries(actor_uid=samira.uid)}
    assert {"team.director", "team.leave", "team.role"} <= told


def test_without_a_director_the_adviser_leads(wijk, samira):
    adviser = person_by_id(wijk.adviser_id)
    before = can_lead(adviser, wijk)

    end_membership(open_membership(wijk, samira), by=samira, origin="test")

    assert (before, can_lead(adviser, wijk), wijk.director_id) == (False, True, None)


@pytest.mark.parametrize(("role", "may"), [(DIRECTOR, (True, True)), (DEPUTY, (True, False)), (WORKER, (False, False))])
def test_a_deputy_changes_the_team_but_puts_no_director_aside(wijk, role, may):
    actor = a_member(wijk, role)
    director = actor if role is DIRECTOR else a_member(wijk, DIRECTOR, name="Samira Bennani")
    other = a_member(wijk, Role.KEY_PERSON)

    asked = (
        can_change_member(again(actor), open_membership(wijk, other)),
        can_change_member(again(actor), open_membership(wijk, director)),
    )

    assert asked == may
    assert can_name_director(again(actor), wijk) is may[1]


def test_a_director_is_invited_only_while_there_is_none(wijk):
    coordinator = a_person(Role.COORDINATOR)
    before = DIRECTOR in roles_to_give(coordinator, wijk)
    a_member(wijk, DIRECTOR)

    assert (before, DIRECTOR in roles_to_give(coordinator, wijk)) == (True, False)
    assert roles_to_give(a_person(Role.ADVISER), wijk) == ()


def test_the_page_shows_who_is_there_and_warns_when_the_neighbourhood_itself_is_missing(browser, wijk, samira):
    dennis = a_member(wijk, WORKER, name="Dennis Kool")
    an_affiliation(dennis, an_organisation(name="Welzijn Oost"))
    warned = browser.sign_in(samira).open("/wijken/oosterveld/team")
    a_member(wijk, Role.RESIDENT, name="Els Brouwer")
    complete = browser.open("/wijken/oosterveld/team")

    assert all(word in warned for word in ("Samira Bennani", "Dennis Kool", "Sociaal werker", "Welzijn Oost"))
    assert "Wie kent de wijk van binnen?" in warned
    assert "Wie kent de wijk van binnen?" not in complete


@pytest.mark.parametrize(
    ("role", "status"),
    [(DIRECTOR, 200), (WORKER, 200), (Role.KEY_PERSON, 403), (Role.RESIDENT, 403), (None, 404)],
)
def test_who_sees_no_data_of_others_does_not_see_the_team(browser, wijk, role, status):
    person = a_member(wijk, role) if role else a_member(a_neighbourhood("Havenbuurt"), DIRECTOR)

    browser.sign_in(person).open("/wijken/oosterveld/team", expect=status)


def test_a_telephone_number_is_for_people_of_the_neighbourhood(browser, wijk, samira):
    samira.phone, samira.works_on, samira.last_seen_at = "06 1234 5678", "ma en di", now()
    db.session.commit()
    worker, coordinator = a_member(wijk, WORKER), a_person(Role.COORDINATOR)

    assert "06 1234 5678" in browser.sign_in(worker).open("/wijken/oosterveld/team")
    assert "06 1234 5678" not in browser.sign_in(coordinator).open("/wijken/oosterveld/team")


def test_a_number_given_elsewhere_is_seen_from_the_moment_somebody_joins(browser, wijk, samira):
    teun = a_person(email="teun@example.org", phone="06 1234 5678")
    asked = ask_to_join(wijk, teun, WORKER, name="Teun", by=samira, origin="test")
    db.session.commit()
    before = browser.sign_in(samira).open("/wijken/oosterveld/team")

    browser.sign_in(teun).submit(f"/wijken/oosterveld/meedoen/{asked.uid}", answer="ja")

    assert "06 1234 5678" not in before
    assert "06 1234 5678" in browser.sign_in(samira).open("/wijken/oosterveld/team")


def test_the_page_costs_the_same_for_a_small_and_a_large_team(browser, statements, wijk, samira):
    browser.sign_in(samira)
    browser.open("/wijken/oosterveld/team")
    with statements(5):  # who asks, the neighbourhood, its team, who is away, who was asked
        browser.open("/wijken/oosterveld/team")
    for number in range(5):
        a_member(wijk, WORKER, name=f"Iemand {number}")
        ask_to_join(wijk, a_person(), WORKER, name=f"Gevraagd {number}", by=samira, origin="test")
    db.session.commit()
    with statements(5):
        browser.open("/wijken/oosterveld/team")


def test_another_role_and_leaving_through_the_pages(browser, wijk, samira):
    dennis = a_member(wijk, WORKER, name="Dennis Kool")
    address = f"/wijken/oosterveld/team/{open_membership(wijk, dennis).uid}"
    browser.sign_in(samira).open(address)

    browser.submit(f"{address}/rol", expect=422)
    changed = browser.submit(f"{address}/rol", role="deputy_director")
    moved = f"/wijken/oosterveld/team/{open_membership(wijk, dennis).uid}"
    gone = browser.submit(f"{moved}/stoppen")

    assert changed.headers["Location"] == gone.headers["Location"] == "/wijken/oosterveld/team"
    assert open_membership(wijk, dennis) is None
    browser.open(moved, expect=404)


def test_a_member_of_another_neighbourhood_is_not_found_here(browser, wijk, samira):
    there = a_neighbourhood("Havenbuurt")
    dennis = a_member(there, WORKER)

    browser.sign_in(samira).open(f"/wijken/oosterveld/team/{open_membership(there, dennis).uid}", expect=404)
    browser.submit(f"/wijken/havenbuurt/team/{open_membership(there, dennis).uid}/stoppen", expect=404)


#: What a researcher may open of a neighbourhood: where it stands, and what is public; the rest is for who works there.
WHERE_IT_STANDS = ("", "/stappen", "/stappen/starten", "/geholpen")
FOR_WHO_IS_THERE = (
    "/momenten",
    "/momenten/nieuw",
    "/team",
    "/team/uitnodigen",
    "/team/lijst",
    "/team/kaart",
    "/droom",
    "/besluiten/nieuw",
    "/plan",
    "/overdracht",
    "/wethouder",
    "/blad",
    "/stappen/starten/anders?naar=reopened",
    "/hulp/nieuw",
)


def test_a_researcher_sees_where_a_neighbourhood_stands_and_nobody_in_it(browser, wijk, samira):
    say_shared_text(wijk, SharedKind.DREAM, "Een groene kade.", by=samira, origin="test")
    db.session.commit()
    browser.sign_in(a_person(Role.RESEARCHER, name="Onno Zoek"))

    pages = [browser.open(f"/wijken/oosterveld{page}") for page in (*WHERE_IT_STANDS, "/hulp")]
    for page in FOR_WHO_IS_THERE:
        browser.open(f"/wijken/oosterveld{page}", expect=403)
    browser.open("/wijken/oosterveld/besluiten", expect=404)

    shown = "".join(pages)
    assert [word for word in ("Samira Bennani", "Joost Vermaat", "Een groene kade.") if word in shown] == []


@pytest.mark.parametrize("role", [*TEAM_ROLES, Role.ADVISER, Role.GGD_MANAGER, None])
def test_who_is_with_another_neighbourhood_does_not_learn_that_this_one_is_there(browser, wijk, samira, role):
    there = a_neighbourhood("Havenbuurt")
    others = {
        Role.ADVISER: lambda: person_by_id(there.adviser_id),
        Role.GGD_MANAGER: lambda: a_ggd_manager(an_organisation(name="GGD Elders")),
        None: lambda: a_person(name="Wim de Boer"),
    }
    browser.sign_in(others[role]() if role in others else a_member(there, role))

    for page in (*WHERE_IT_STANDS, *FOR_WHO_IS_THERE, "/besluiten"):
        browser.open(f"/wijken/oosterveld{page}", expect=404)
    listed = browser.open("/wijken")

    assert "Oosterveld" not in listed
    assert "Samira" not in browser.open("/wijken/oosterveld/hulp")


@pytest.mark.races
def test_of_many_who_are_named_at_once_one_leads(app, database):
    wijk = a_neighbourhood("Oosterveld")
    by = a_person(Role.COORDINATOR).uid
    uids = [a_member(wijk, WORKER, name=f"Iemand {number}").uid for number in range(6)]

    def name(uid):
        with app.app_context(), unit_of_work():
            here = neighbourhood_by_slug("oosterveld", person_by_uid(by))
            name_director(here, person_by_uid(uid), before_becomes=DEPUTY, by=person_by_uid(by), origin="test")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(name, uids))

    db.session.rollback()
    db.session.expire_all()
    led = db.session.scalars(select(TeamMember).where(TeamMember.role == DIRECTOR, TeamMember.until.is_(None))).all()
    granted = db.session.scalars(select(Grant).where(Grant.role == DIRECTOR, Grant.until.is_(None))).all()
    director_id = db.session.scalar(select(Neighbourhood.director_id))
    assert [row.person_id for row in led] == [row.person_id for row in granted] == [director_id]
    assert db.session.query(TeamMember).filter(TeamMember.until.is_(None)).count() == 6
    assert db.session.query(Person).count() == 8
