"""Milestones: who may see and steer them, and that every move of a date stays to be seen."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.organisations.enums import OrganisationKind
from lms.programme.commands import milestones as commands
from lms.programme.models import Milestone, MilestoneMove, ProgrammePhase
from lms.programme.queries.milestones import is_late, milestones
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_programme, an_organisation

SEES = (Role.COORDINATOR, Role.RESEARCHER, Role.ADVISER, Role.GGD_MANAGER)
NOT = (Role.ADMINISTRATOR, Role.EDITOR, Role.NETWORK_OFFICE, Role.CIRCLE_FACILITATOR)
HERE = "/programma/mijlpalen/eerste"


@pytest.fixture
def programme(database):
    return a_programme()


@pytest.fixture
def milestone(programme):
    return a_milestone(programme)


def a_milestone(programme, key="eerste", number=1, phase="voorbereiding", **values):
    phases = select(ProgrammePhase.id).where(ProgrammePhase.programme_id == programme.id, ProgrammePhase.key == phase)
    made = Milestone(
        programme_id=programme.id, phase_id=db.session.scalar(phases), key=key, number=number, title=f"Doel {key}"
    )
    for name, value in values.items():
        setattr(made, name, value)
    db.session.add(made)
    db.session.commit()
    return made


def signed_in(browser, role=Role.COORDINATOR, name="Hanneke Dijk"):
    person = a_person(role, name=name)
    browser.sign_in(person)
    return person


def logged():
    return [entry.action for entry in reversed(audit.entries(object="milestone/eerste"))]


@pytest.mark.parametrize("role", SEES)
def test_who_steers_or_advises_sees_them(milestone, browser, role):
    signed_in(browser, role)

    assert "Doel eerste" in browser.open("/programma/mijlpalen")
    page = browser.open(HERE)
    assert ("Zet op klaar" in page) is (role is Role.COORDINATOR)


@pytest.mark.parametrize("page", [HERE, "/programma/mijlpalen", "/programma"])
def test_only_who_chooses_an_owner_is_asked_to(milestone, browser, page):
    words, said = ("Kies eigenaar</", "Nog geen eigenaar"), []
    for role in (Role.COORDINATOR, Role.ADVISER):
        signed_in(browser, role)
        text = browser.open(page)
        said.append([each in text for each in words])

    assert said == [[True, False], [False, True]]


@pytest.mark.parametrize("role", NOT)
def test_others_do_not(milestone, browser, role):
    signed_in(browser, role)

    browser.open("/programma/mijlpalen", expect=403)
    browser.open(HERE, expect=404)


def test_a_team_does_not(milestone, browser):
    browser.sign_in(a_member(a_neighbourhood(), Role.NEIGHBOURHOOD_DIRECTOR))

    browser.open("/programma/mijlpalen", expect=403)
    browser.open(HERE, expect=404)


@pytest.mark.parametrize("path", ["", "/klaar", "/open"])
@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.ADVISER, Role.GGD_MANAGER])
def test_only_a_coordinator_steers(milestone, browser, path, role):
    signed_in(browser, role)

    browser.submit(HERE + path, expect=403)


def test_choosing_owner_and_first_date_asks_no_reason(milestone, browser):
    owner = an_organisation(OrganisationKind.KNOWLEDGE_INSTITUTE, name="Kennis voor Wijken")
    signed_in(browser)

    browser.submit(HERE, **{"plan-owner": owner.slug, "plan-planned_on": "2027-03-01"})

    page = browser.open(HERE)
    assert ("Kennis voor Wijken" in page, "1 maart 2027" in page) == (True, True)
    assert logged() == ["milestone.plan", "milestone.owner"]


def test_moving_a_date_asks_why_and_keeps_what_was_typed(programme, browser):
    a_milestone(programme, planned_on=date(2027, 3, 1))
    signed_in(browser)

    refused = browser.submit(HERE, expect=422, **{"plan-owner": "", "plan-planned_on": "2027-05-01"}).text
    browser.submit(
        HERE, **{"plan-owner": "", "plan-planned_on": "2027-05-01", "plan-reason": "De werving duurde langer."}
    )

    assert ("Schrijf op waarom de datum verandert" in refused, 'value="2027-05-01"' in refused) == (True, True)
    page = browser.open(HERE)
    assert "Van 1 maart 2027 naar 1 mei 2027" in page
    assert ("De werving duurde langer." in page, "Hanneke Dijk" in page) == (True, True)


def test_every_move_is_kept(milestone):
    by = {"by": a_person(Role.COORDINATOR), "origin": "test"}
    first, second = date(2027, 1, 1), date(2027, 2, 1)

    commands.plan_milestone(milestone, first, "", **by)
    commands.plan_milestone(milestone, first, "", **by)
    commands.plan_milestone(milestone, second, "Later.", **by)
    commands.plan_milestone(milestone, None, "Weg.", **by)

    moves = db.session.scalars(select(MilestoneMove).order_by(MilestoneMove.id)).all()
    assert [(move.was_on, move.planned_on, move.reason) for move in moves] == [
        (None, first, ""),
        (first, second, "Later."),
        (second, None, "Weg."),
    ]


def test_a_phone_number_in_a_reason_is_warned_of_once(programme, browser):
    a_milestone(programme, planned_on=date(2027, 3, 1))
    signed_in(browser)
    typed = {"plan-owner": "", "plan-planned_on": "2027-05-01", "plan-reason": "Bel 06 12345678."}

    refused = browser.submit(HERE, expect=422, **typed).text
    browser.submit(HERE, **typed, **{"plan-sure": "y"})

    assert ("een telefoonnummer" in refused, "Ik heb gekeken, bewaar het zo" in refused) == (True, True)


def test_done_needs_evidence_and_a_day_that_was(milestone, browser):
    signed_in(browser)
    tomorrow = (today() + timedelta(days=1)).isoformat()

    nothing = browser.submit(f"{HERE}/klaar", expect=422, **{"done-evidence": " ", "done-done_on": "2026-01-05"}).text
    too_soon = browser.submit(f"{HERE}/klaar", expect=422, **{"done-evidence": "Af.", "done-done_on": tomorrow}).text

    assert "Zeg waaraan je ziet dat het klaar is" in nothing
    assert "Deze dag is nog niet geweest" in too_soon
    assert logged() == []


def test_done_shows_evidence_and_day_and_can_be_undone(milestone, browser):
    signed_in(browser)

    browser.submit(
        f"{HERE}/klaar", **{"done-evidence": "Zie https://www.pharos.nl/verslag", "done-done_on": "2026-01-05"}
    )
    done = browser.open(HERE)
    browser.submit(f"{HERE}/open")

    assert ("5 januari 2026" in done, 'href="https://www.pharos.nl/verslag"' in done) == (True, True)
    assert "Zet op klaar" in browser.open(HERE)
    assert logged() == ["milestone.done", "milestone.open"]
    assert db.session.get(Milestone, milestone.id).evidence == "Zie https://www.pharos.nl/verslag"


def test_evidence_is_text_and_never_code(milestone, browser):
    signed_in(browser)

    browser.submit(f"{HERE}/klaar", **{"done-evidence": "<script>hoi</script>", "done-done_on": "2026-01-05"})

    assert "<script>hoi" not in browser.open(HERE)


def test_the_command_refuses_what_the_form_would(milestone):
    with pytest.raises(Refusal) as refused:
        commands.finish_milestone(
            milestone, done_on=date(2026, 1, 1), evidence="  ", by=a_person(Role.COORDINATOR), origin="test"
        )

    assert refused.value.field == "evidence"


def test_filters_show_what_they_say(programme, browser):
    pharos = an_organisation(OrganisationKind.KNOWLEDGE_INSTITUTE, name="Instituut")
    a_milestone(programme, "laat", 1, planned_on=date(2026, 1, 1))
    a_milestone(programme, "straks", 2, planned_on=date(2099, 1, 1), owner_id=pharos.id)
    a_milestone(programme, "klaar", 3, "uitvoering-1", done_on=date(2026, 1, 1), evidence="Ja.")
    signed_in(browser)

    def shown(query):
        page = browser.open(f"/programma/mijlpalen?{query}")
        return [key for key in ("laat", "straks", "klaar") if f"Doel {key}<" in page]

    assert shown("stand=te-laat") == ["laat"]
    assert shown("stand=klaar") == ["klaar"]
    assert shown("stand=open") == ["laat", "straks"]
    assert shown(f"eigenaar={pharos.slug}") == ["straks"]
    assert shown("eigenaar=nog-kiezen") == ["laat", "klaar"]
    assert shown("stand=onzin") == ["laat", "straks", "klaar"]


def test_late_is_the_same_in_python_and_in_sql(programme):
    day = today()
    for number, planned in enumerate((None, day - timedelta(days=1), day, day + timedelta(days=1)), 1):
        a_milestone(programme, f"m{number}", number, planned_on=planned)
    a_milestone(programme, "af", 9, planned_on=day - timedelta(days=1), done_on=day, evidence="Ja.")

    late = milestones(programme, stand="te-laat", today=day)

    assert [each.key for each in late] == [each.key for each in milestones(programme, today=day) if is_late(each, day)]
    assert [each.key for each in late] == ["m2"]


def test_a_second_programme_has_its_own(programme, browser):
    other = a_programme("gezond-ouder")
    a_milestone(other, "anders")
    a_milestone(programme, "eerste")
    signed_in(browser)

    own, theirs = browser.open("/programma/mijlpalen"), browser.open("/programma/mijlpalen?programma=gezond-ouder")

    assert ("Doel eerste" in own, "Doel anders" in own) == (True, False)
    assert ("Doel eerste" in theirs, "Doel anders" in theirs) == (False, True)
    browser.open("/programma/mijlpalen/anders", expect=404)
    browser.open("/programma/mijlpalen/anders?programma=gezond-ouder")


@pytest.mark.parametrize("many", [0, 1, 43])
def test_the_list_costs_the_same_however_many(programme, browser, statements, many):
    for number in range(1, many + 1):
        a_milestone(programme, f"m{number}", number)
    signed_in(browser)

    with statements(4):
        browser.open("/programma/mijlpalen")


def test_one_milestone_costs_the_same_however_often_it_moved(milestone, browser, statements):
    by = {"by": a_person(Role.COORDINATOR), "origin": "test"}
    for month in range(1, 8):
        commands.plan_milestone(milestone, date(2027, month, 1), "Later.", **by)
    db.session.commit()
    signed_in(browser)

    with statements(5):
        browser.open(HERE)


@pytest.mark.races
def test_of_two_moves_at_once_the_second_says_what_the_first_left(app, programme):
    milestone, by = a_milestone(programme, planned_on=date(2027, 1, 1)).id, a_person(Role.COORDINATOR).id
    both_read = Barrier(2, timeout=1)
    db.session.remove()

    def move(month):
        with app.app_context(), unit_of_work():
            told = db.session.get(Milestone, milestone)
            with suppress(BrokenBarrierError):  # one writer at a time: then they never both read
                both_read.wait()
            person = db.session.get(Person, by)
            commands.plan_milestone(told, date(2027, month, 1), "Later.", by=person, origin="test")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(move, (2, 3)))

    first, second = db.session.scalars(select(MilestoneMove).order_by(MilestoneMove.id)).all()
    assert (first.was_on, second.was_on) == (date(2027, 1, 1), first.planned_on)
