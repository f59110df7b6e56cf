"""The page about who may what says what the product does: each row is asked of the real rule, for every role."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import select

from deploy import messages
from lms.accounts.enums import CIRCLE_ROLES, PLATFORM_ROLES, Role
from lms.accounts.models import Anonymous
from lms.accounts.queries.people import person_by_id
from lms.advice.enums import Direction, State
from lms.advice.enums import Visibility as AdviceVisibility
from lms.advice.models import Advice
from lms.circles.enums import Visibility
from lms.circles.models import Circle
from lms.home.queries.rights import ALL, NO, OWN, VISITOR, the_rights
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.meetings.commands.plans import Expected
from lms.organisations.enums import OrganisationKind
from lms.programme.enums import EvidenceKind, Fit
from lms.programme.models import TEAM_ROLES, Evidence, Moment, Neighbourhood, Plan, StepFeedback, TeamMember
from lms.toolkit.models import ItemSuggestion
from tests.factories.circles import a_circle
from tests.factories.insights import an_insight
from tests.factories.meetings import a_meeting
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, an_organisation
from tests.factories.toolkit import a_report, an_item

ROOT = Path(__file__).parents[2] / "lms"
ROLES = [role.key for role in the_rights().roles]


def rule_named(name):
    module, function = name.split(":")
    return getattr(import_module(module), function)


def stands_in_source(name):
    module, function = name.split(":")
    return f"def {function}(" in Path(find_spec(module).origin).read_text()


@pytest.fixture
def places(database):
    """Two neighbourhoods with everything in them, each with a director, an adviser and a worker of its own."""
    for name in ("Eigen", "Ander"):
        ggd = an_organisation(OrganisationKind.GGD, name=f"GGD {name}")
        here = a_neighbourhood(name, ggd=ggd)
        a_member(here, Role.SOCIAL_WORKER)
        a_circle(name)
    return {each.name: each for each in db.session.scalars(select(Neighbourhood))}


def somebody(role, places):
    """Return somebody with this role in the own neighbourhood, as a request would know them."""
    here = places["Eigen"]
    if role != Role.NEIGHBOURHOOD_DIRECTOR:
        a_member(here, Role.NEIGHBOURHOOD_DIRECTOR)
    a_member(places["Ander"], Role.NEIGHBOURHOOD_DIRECTOR)
    if role == VISITOR:
        return Anonymous()
    if role == Role.ADVISER:
        return person_by_id(here.adviser_id)
    if role in TEAM_ROLES:
        person = a_member(here, Role(role))
    elif role == Role.GGD_MANAGER:
        person = a_person(role, scope=("organisation", here.ggd_id))
    elif role in {Role.CIRCLE_FACILITATOR, *CIRCLE_ROLES}:
        person = a_person(Role(role), scope=("circle", the_circle(here, None).id))
    else:
        person = a_person(Role(role))
    return person_by_id(person.id)


def worker_of(place):
    found = select(TeamMember.person_id).where(
        TeamMember.neighbourhood_id == place.id, TeamMember.role == Role.SOCIAL_WORKER
    )
    return db.session.scalars(found.order_by(TeamMember.id)).first()


def kept(row):
    db.session.add(row)
    db.session.commit()
    return row


def a_moment(place, by):
    return kept(Moment(neighbourhood_id=place.id, by_id=by, text="Koffie."))


def evidence(place, by):
    step = {"card_version_id": place.card_version_id, "step_key": "team"}
    return kept(Evidence(neighbourhood_id=place.id, **step, kind=EvidenceKind.TEXT, text="Ja.", by_id=by))


def a_plan(place, by):
    plan = kept(Plan(neighbourhood_id=place.id, link="https://example.org", by_id=by))
    plan.neighbourhood = place
    return plan


def feedback(place, by):
    step = {"card_version_id": place.card_version_id, "step_key": "team"}
    return kept(StepFeedback(neighbourhood_id=place.id, **step, fit=Fit.YES, by_id=by))


def suggestion(_place, by):
    item = an_item()
    return kept(ItemSuggestion(item=item, item_id=item.id, text="Korter.", by_id=by))


def the_circle(place, _by):
    return db.session.scalars(select(Circle).where(Circle.name == place.name)).one()


def a_lesson(place, by):
    """What somebody told in the circle of a place, and lets the programme read."""
    circle = the_circle(place, by)
    lesson = an_insight(circle, by=person_by_id(by), visibility=Visibility.PROGRAMME)
    lesson.circle = circle
    return lesson


def a_place(place, by):
    member = db.session.query(TeamMember).filter_by(neighbourhood_id=place.id, person_id=by).first()
    member.neighbourhood = place
    return member


def a_meeting_of(place, by):
    """A meeting of a neighbourhood to which somebody is expected, organised by somebody who is there no more."""
    people = [Expected(person_by_id(by), place.id)]
    return a_meeting(by=a_person(), neighbourhood=place, people=people)


def a_question_of(place, by):
    """A question that lies with the adviser of a place, and not yet with whoever answers for long."""
    owner = place.adviser_id
    asked = {"question": "Hoe dan?", "title": "Hoe dan?", "received_on": today(), "due_on": today()}
    days = {"first_days": 2, "answer_days": 10, "visibility": AdviceVisibility.NEIGHBOURHOOD}
    return Advice(
        direction=Direction.ASKED, neighbourhood_id=place.id, owner_id=owner, state=State.NEW, **asked, **days
    )


THINGS = {
    "advies": a_question_of,
    "afspraak": a_meeting_of,
    "leerkring": the_circle,
    "les": a_lesson,
    "wijk": lambda place, _by: place,
    "moment": a_moment,
    "bewijs": evidence,
    "plan": a_plan,
    "mening": feedback,
    "plek": a_place,
    "mens": lambda _place, by: person_by_id(by),
    "werkvorm": lambda _place, _by: an_item(),
    "ervaring": lambda place, by: a_report(an_item(), person_by_id(by), neighbourhood=place),
    "voorstel": suggestion,
    "proefversie": lambda _place, _by: an_item(published=False, kind="proefversie"),
}


def asked(action, person, places):
    """Return what the rule says for somebody: everywhere, for what is their own, or no."""
    rule = rule_named(action.by)
    if not action.about:
        return ALL if rule(person) else NO
    kind = action.about.removeprefix("eigen ")
    mine = person.id if kind != action.about and person.id is not None else worker_of(places["Eigen"])
    own, other = THINGS[kind](places["Eigen"], mine), THINGS[kind](places["Ander"], worker_of(places["Ander"]))
    answers = rule(person, own), rule(person, other)
    return {(True, True): ALL, (True, False): OWN, (False, False): NO}[answers]


@pytest.mark.parametrize("role", ROLES)
def test_the_table_says_what_the_rules_do(places, app, role):
    person, wrong = somebody(role, places), []
    with app.test_request_context():
        for action in the_rights().actions:
            told, done = action.answer(role), asked(action, person, places)
            # a rule about nothing cannot tell own from everywhere: the lists behind it do, and have tests of their own;
            # what somebody brought is theirs, so only those who can bring it are named
            loose = (not action.about and told == OWN and done == ALL) or (
                action.about.startswith("eigen") and told == NO
            )
            if told != done and not loose:
                wrong.append((action.text, told, done))

    assert wrong == []


def test_every_rule_of_every_route_stands_in_a_row(app):
    named = {name for action in the_rights().actions for name in (action.by, *action.also)}
    rules = {view.access_rule for view in app.view_functions.values() if hasattr(view, "access_rule")}
    on_routes = {f"{re.sub(r'[.]policy[.].+', '.policy', rule.__module__)}:{rule.__qualname__}" for rule in rules}

    assert on_routes - named == set()


#: Rules that others are made of, and what only changes how a page looks or how long somebody stays signed in.
PARTS = {
    "lms.advice.policy": {"hidden_from_team", "is_of_advisers", "is_of_team", "reads_some"},
    "lms.accounts.policy": {"sees_every_neighbourhood", "may_give", "may_hold_card", "must_show_second_factor"}
    | {"is_alive", "is_fresh"},
    "lms.programme.policy": {"advises", "belongs_to", "is_with_a_neighbourhood", "leads", "leads_for_good"}
    | {"leads_somewhere", "manages_ggd_of", "reads_everything_in", "speaks_first", "speaks_only"},
    "lms.meetings.policy": {"is_unheard_of", "plans_somewhere"},
    "lms.toolkit.policy": {"can_see_place_of"},
    "lms.training.policy": {"can_see_module", "sees_all_learners"},
}


def test_every_rule_of_a_policy_stands_in_a_row_or_is_part_of_one():
    named = {name for action in the_rights().actions for name in (action.by, *action.also)}
    missing = {}
    for policy in sorted(ROOT.glob("*/policy*")):
        module = f"lms.{policy.parent.name}.policy"
        rules = {rule for rule in rules_in(policy) if f"{module}:{rule}" not in named}
        if (unnamed := rules) != PARTS.get(module, set()):
            missing[module] = sorted(unnamed ^ PARTS.get(module, set()))

    assert missing == {}


def rules_in(policy):
    """Yield the functions of a policy, a file or a package, that answer yes or no."""
    for path in [policy] if policy.suffix == ".py" else policy.glob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.returns is not None and ast.unparse(node.returns) == "bool":
                yield node.name


def test_every_rule_of_the_table_exists_and_every_row_says_why():
    actions = the_rights().actions

    assert all(callable(rule_named(action.by)) for action in actions)
    assert [name for action in actions for name in action.also if not stands_in_source(name)] == []
    assert [action.text for action in actions if not (action.why and (action.own or action.all))] == []
    assert len({action.text for action in actions}) == len(actions)


def test_every_role_has_a_column():
    assert sorted(ROLES) == sorted([*Role, VISITOR])
    used = {name for action in the_rights().actions for name in (*action.own, *action.all)}
    assert used - {*ROLES, "*", "signed-in"} == set()


def test_a_visitor_signs_in_first(browser):
    assert browser.client.get("/wie-mag-wat").headers["Location"] == "/inloggen?next=/wie-mag-wat"


@pytest.mark.parametrize("role", [None, *PLATFORM_ROLES])
def test_everybody_reads_it_and_starts_with_the_own_role(browser, role):
    browser.sign_in(a_person(role))

    page = re.sub(r"\s+", " ", browser.open("/wie-mag-wat"))

    name = {each.key: each.name for each in the_rights().roles}[role or VISITOR]
    assert f"Wat mag een {name}?" in page
    assert ("Dit ben jij" in page) is (role is not None)


def test_another_role_is_one_tap_away_and_nonsense_is_the_own_role(browser):
    browser.sign_in(a_person(Role.COORDINATOR))

    assert "Wat mag een beheerder?" in browser.open("/wie-mag-wat?rol=administrator")
    assert "Wat mag een coördinator?" in browser.open("/wie-mag-wat?rol=onzin")


def test_every_word_of_the_table_is_collected_to_be_translated():
    collected = {message.id for message in messages.collect()}
    told = [each.name for each in the_rights().roles] + [area.title for area in the_rights().areas]
    told += [words for action in the_rights().actions for words in (action.text, action.why)]

    assert [words for words in told if words not in collected] == []


def test_who_reads_english_reads_the_table_in_english(browser):
    browser.sign_in(a_person(Role.ADMINISTRATOR))
    browser.submit("/taal", language="en", next="/")

    page = browser.open("/wie-mag-wat")

    assert re.findall(r"<(?:h3|th)[^>]*>\s*(Beheer|Administration)\s*<", page) == ["Administration"] * 2
    assert 'lang="nl"' not in page.partition("<main")[2].partition("</main>")[0]


def test_the_page_costs_one_statement(browser, statements):
    browser.sign_in(a_person(Role.COORDINATOR))

    with statements(1):
        browser.open("/wie-mag-wat")


def test_help_leads_to_it(browser):
    assert 'href="/wie-mag-wat"' in browser.open("/help")
