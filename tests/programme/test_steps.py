"""Where a neighbourhood stands: one tap, history that stays, and an adviser who looks from beside."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.audit import AuditEntry
from lms.kernel.db import db
from lms.programme.enums import StepStatus, View
from lms.programme.models import Neighbourhood, SmallStepDone, StepProgress
from lms.programme.queries.where import where_of, wheres_of
from lms.programme.signals import step_moved
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved

STEPS = "/wijken/oosterveld/stappen"
BUSY, DONE, AGAIN = StepStatus.IN_PROGRESS, StepStatus.DONE_FOR_NOW, StepStatus.REOPENED


@pytest.fixture
def oosterveld(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(oosterveld):
    return a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


@pytest.fixture
def here(browser, director):
    return browser.sign_in(director)


def said():
    rows = db.session.scalars(select(StepProgress).order_by(StepProgress.id)).all()
    return [(row.step_key, row.status, row.view, row.reason) for row in rows]


def test_one_tap_says_where_a_step_stands(here, oosterveld):
    heard = []

    def listen(_app, **facts):
        heard.append((facts["neighbourhood"].slug, facts["progress"].step_key, facts["by"].name))

    with step_moved.connected_to(listen):
        answer = here.submit(f"{STEPS}/team", status="in_progress")

    assert said() == [("team", BUSY, View.SELF, "")]
    assert heard == [("oosterveld", "team", "Samira Bennani")]
    assert db.session.get(Neighbourhood, oosterveld.id).last_sign_at is not None
    assert "stap-team" in answer.headers["Location"]
    assert db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()[-1] == "step.move"


def test_the_same_state_again_is_no_new_row(here):
    for _tab in range(2):
        here.submit(f"{STEPS}/team", status="in_progress")

    assert len(said()) == 1


def test_nothing_begins_by_saying_that_it_did_not(here):
    here.submit(f"{STEPS}/team", status="not_started")

    assert said() == []


@pytest.mark.parametrize("status", ["reopened", "not_started", "in_progress"])
def test_going_back_asks_what_changed(here, oosterveld, status):
    a_step_moved(oosterveld, "team", DONE)

    refused = here.submit(f"{STEPS}/team", expect=422, status=status, reason="")
    here.submit(f"{STEPS}/team", status=status, reason="Er kwamen nieuwe mensen.")

    assert "Schrijf in één zin wat er veranderde." in refused.text
    assert said()[1:] == [("team", StepStatus(status), View.SELF, "Er kwamen nieuwe mensen.")]


@pytest.mark.parametrize("before", [BUSY, AGAIN])
def test_what_was_begun_asks_what_changed_before_it_is_not_begun(here, oosterveld, before):
    a_step_moved(oosterveld, "team", before, reason="Er kwamen mensen bij.")

    offered = here.open(STEPS), here.open(f"{STEPS}/team")
    asked = here.submit(f"{STEPS}/team", status="not_started", next=STEPS)
    here.submit(f"{STEPS}/team", status="not_started", reason="Het team viel uit elkaar.")

    assert all(f'href="{STEPS}/team/anders?naar=not_started"' in page for page in offered)
    assert asked.location.startswith(f"{STEPS}/team/anders?naar=not_started")
    assert said()[1:] == [("team", StepStatus.NOT_STARTED, View.SELF, "Het team viel uit elkaar.")]
    assert "Het team viel uit elkaar." in here.open(f"{STEPS}/team")


def test_an_old_page_is_told_what_somebody_said_meanwhile_without_a_reproach(here, oosterveld):
    a_step_moved(oosterveld, "team", DONE)

    asked = here.submit(f"{STEPS}/team", status="in_progress")
    page = here.open(asked.location)

    assert "Iemand zette deze stap intussen op Klaar voor nu." in page
    assert "Schrijf in één zin" not in page
    assert len(said()) == 1


def test_the_list_says_at_the_step_what_was_saved(here):
    answer = here.submit(f"{STEPS}/team", status="in_progress")

    assert answer.location.endswith("/stappen?net=team#stap-team")
    assert re.search(r"Bewaard. Stap \d+ staat op Bezig\.", here.open(answer.location.partition("#")[0]))


def test_the_page_that_asks_needs_no_script(here, oosterveld):
    a_step_moved(oosterveld, "team", DONE)

    assert f'href="{STEPS}/team/anders?naar=reopened"' in here.open(STEPS)
    page = here.open(f"{STEPS}/team/anders?naar=reopened")

    assert 'name="status" type="hidden" value="reopened"' in page
    here.open(f"{STEPS}/team/anders?naar=onzin", expect=404)


def test_a_reason_that_looks_like_a_number_of_somebody_is_held_up_once(here, oosterveld):
    a_step_moved(oosterveld, "team", DONE)
    told = {"status": "reopened", "reason": "Bel 06 12345678 voor meer."}

    refused = here.submit(f"{STEPS}/team", expect=422, **told)
    here.submit(f"{STEPS}/team", sure="1", **told)

    assert "Ik heb gekeken, bewaar het zo" in refused.text
    assert len(said()) == 2


def test_no_step_blocks_another(here):
    here.submit(f"{STEPS}/vasthouden", status="done_for_now")

    assert said()[0][:2] == ("vasthouden", DONE)


def test_seen_together_is_a_tick(here, oosterveld):
    a_step_moved(oosterveld, "team", BUSY)

    here.submit(f"{STEPS}/team", status="in_progress", together="1")

    assert said()[-1] == ("team", BUSY, View.TOGETHER, "")
    assert "samen met de adviseur bekeken" in here.open(STEPS)


def test_what_is_no_state_of_ours_is_refused(here):
    here.submit(f"{STEPS}/team", expect=422, status="best")
    here.submit(f"{STEPS}/onzin", expect=404, status="in_progress")

    assert said() == []


def test_the_adviser_stands_beside_and_the_director_hears(browser, oosterveld, director):
    a_step_moved(oosterveld, "team", DONE)
    browser.sign_in(person_by_id(oosterveld.adviser_id))

    browser.submit(
        f"{STEPS}/team/adviseur", **{"adviseur-status": "in_progress", "adviseur-reason": "Ik mis bewoners."}
    )
    browser.submit(
        f"{STEPS}/team/adviseur", **{"adviseur-status": "in_progress", "adviseur-reason": "Ik mis bewoners."}
    )

    assert said()[1:] == [("team", BUSY, View.ADVISER, "Ik mis bewoners.")]
    page = browser.sign_in(director).open(f"{STEPS}/team")
    assert "De adviseur ziet het anders: Bezig." in re.sub(r"\s+", " ", page)
    assert "Ik mis bewoners." in page
    [notice] = db.session.scalars(select(Notice).where(Notice.person_id == director.id)).all()
    assert notice.url == f"{STEPS}/team"


def seen_otherwise(browser, oosterveld, status="in_progress"):
    adviser = browser.sign_in(person_by_id(oosterveld.adviser_id))
    return adviser.follow(adviser.submit(f"{STEPS}/team/adviseur", **{"adviseur-status": status}))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("in_progress", "Bewaard. Jouw blik staat naast die van de wijk. De wijkregisseur krijgt bericht."),
        ("done_for_now", "Bewaard. Jij ziet deze stap net zo als de wijk."),
    ],
)
def test_an_adviser_reads_that_their_view_stands_beside_that_of_the_neighbourhood(
    browser, oosterveld, director, status, words
):
    a_step_moved(oosterveld, "team", DONE)

    page = seen_otherwise(browser, oosterveld, status)

    assert (words in page, "staat op" in page) == (True, False)


def test_an_adviser_who_leads_meanwhile_reads_of_nobody_who_is_told(browser, oosterveld):
    page = seen_otherwise(browser, oosterveld)

    assert ("Jouw blik staat naast die van de wijk." in page, "krijgt bericht" in page) == (True, False)


def test_the_start_page_of_who_leads_shows_what_the_adviser_sees_otherwise_until_it_is_opened(
    browser, oosterveld, director
):
    a_step_moved(oosterveld, "team", DONE)
    for status in ("not_started", "in_progress"):
        seen_otherwise(browser, oosterveld, status)

    page = browser.sign_in(director).open("/")
    (opens,) = re.findall(r'action="(/account/berichten/\w{16})"', page)
    answer = browser.submit(opens)

    assert "Je adviseur ziet stap 2 anders: Bezig." in page
    assert answer.location == f"{STEPS}/team"
    assert "Je adviseur ziet" not in browser.open("/")


@pytest.mark.parametrize(
    "answer", [{"status": "in_progress", "reason": "De adviseur ziet het goed."}, {"status": DONE, "together": "1"}]
)
def test_the_start_page_is_silent_about_a_view_that_was_answered(browser, oosterveld, director, answer):
    a_step_moved(oosterveld, "team", DONE)
    seen_otherwise(browser, oosterveld)

    browser.sign_in(director).submit(f"{STEPS}/team", **answer)

    assert "Je adviseur ziet" not in browser.open("/")


def test_the_adviser_moves_steps_only_while_there_is_no_director(browser, oosterveld):
    browser.sign_in(person_by_id(oosterveld.adviser_id))
    browser.submit(f"{STEPS}/team", status="in_progress")

    a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR)

    browser.submit(f"{STEPS}/wijk", expect=403, status="in_progress")


@pytest.mark.parametrize(
    ("role", "look", "move"),
    [
        (Role.SOCIAL_WORKER, 200, 403),
        (Role.KEY_PERSON, 200, 403),
        (Role.DEPUTY_DIRECTOR, 200, 303),
    ],
)
def test_the_team_looks_and_who_leads_moves(browser, oosterveld, director, role, look, move):
    browser.sign_in(a_member(oosterveld, role, name="Dennis Kool"))

    browser.open(STEPS, expect=look)
    browser.submit(f"{STEPS}/team", expect=move, status="in_progress")


@pytest.mark.parametrize(("role", "answer"), [(Role.COORDINATOR, 403), (Role.RESEARCHER, 403), (Role.EDITOR, 404)])
def test_others_do_not_move_steps(browser, oosterveld, role, answer):
    browser.sign_in(a_person(role))

    browser.submit(f"{STEPS}/team", expect=answer, status="in_progress")


def test_names_stay_with_who_may_see_the_team(browser, oosterveld, director):
    a_step_moved(oosterveld, "team", BUSY, by=director)

    shown = {}
    for role in (Role.SOCIAL_WORKER, Role.KEY_PERSON):
        page = browser.sign_in(a_member(oosterveld, role, name="Fatma Aydin")).open(f"{STEPS}/team")
        shown[role] = "Samira Bennani" in page

    assert shown == {Role.SOCIAL_WORKER: True, Role.KEY_PERSON: False}


def test_open_again_is_said_with_day_and_reason(here, oosterveld):
    with time_machine.travel(datetime(2026, 11, 4, 12, tzinfo=UTC), tick=False):
        a_step_moved(oosterveld, "wijk", AGAIN, reason="Er kwamen twee nieuwe mensen in het team.")

    page = here.open(STEPS)

    assert "<b>Stap 3 is opnieuw open sinds 4 november 2026.</b> Er kwamen twee nieuwe mensen in het team." in page


def test_the_small_step_is_done_passed_over_and_offered_again(here, oosterveld):
    a_step_moved(oosterveld, "team", BUSY)
    assert "Doe team" in here.open(STEPS)

    here.submit(f"{STEPS}/team/klein/een/anders", next="/")
    asked = here.open(STEPS)
    here.submit(f"{STEPS}/team/klein/opnieuw")
    again = here.open(STEPS)
    answers = [here.submit(f"{STEPS}/team/klein/een/gedaan", next="/") for _tab in range(2)]

    assert "Is deze stap klaar voor nu?" in asked
    assert "Is deze stap klaar voor nu?" not in again
    assert {answer.headers["Location"] for answer in answers} == {"/"}
    assert [(row.key, row.done) for row in db.session.scalars(select(SmallStepDone))] == [("een", True)]
    here.submit(f"{STEPS}/team/klein/onzin/gedaan", expect=404)


@time_machine.travel(datetime(2026, 12, 24, 20, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("asked", "starts"),
    [
        ("", "20261228T090000Z"),  # after Christmas and the weekend, ten o'clock in winter
        ("?dag=2027-07-01&tijd=14:30", "20270701T123000Z"),
        ("?dag=morgen&tijd=straks", "20261228T090000Z"),
        ("?dag=9999-12-31&tijd=23:59", "20261228T225900Z"),
        ("?dag=2026-12-24&tijd=09:00", "20261224T080000Z"),  # today is fine
    ],
)
def test_the_small_step_goes_into_my_own_calendar(browser, director, asked, starts):
    answer = browser.sign_in(director).client.get(f"{STEPS}/team/klein/een.ics{asked}")
    lines = answer.get_data().decode().split("\r\n")

    assert answer.mimetype == "text/calendar"
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert f"DTSTART:{starts}" in lines
    assert "SUMMARY:Doe team" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert max(len(line.encode()) for line in lines) <= 75


def test_where_they_stand_needs_two_statements_for_one_and_for_three(oosterveld, statements):
    places = [oosterveld, a_neighbourhood("Havenbuurt"), a_neighbourhood("Kade")]
    for place in places:
        a_step_moved(place, "team", BUSY)

    with statements(2):
        one = where_of(oosterveld)
    with statements(2):
        many = wheres_of(places)

    assert (one.small.key, one.alone, len(many)) == ("een", True, 3)


def test_pages_ask_a_fixed_number_of_questions(here, oosterveld, statements):
    a_step_moved(oosterveld, "team", BUSY)
    # person, neighbourhood, older, where they stand, card; or card, history, proof, feedback, three panels, what helps
    costs = ((STEPS, 5), (f"{STEPS}/team", 10))
    for path, number in costs:
        with statements(number):
            here.open(path)
    for _more in range(3):
        a_step_moved(oosterveld, "team", BUSY)
    for path, number in costs:
        with statements(number):
            here.open(path)


@pytest.mark.races
def test_two_tabs_at_once_write_one_row(app, database):
    place = a_neighbourhood("Oosterveld")
    person = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
    tabs = [Browser(app).sign_in(person) for _ in range(5)]
    db.session.remove()

    def press(tab):
        tap = tab.client.post(f"{STEPS}/team", data={"status": "in_progress"})
        small = tab.client.post(f"{STEPS}/team/klein/een/gedaan", data={})
        return tap.status_code, small.status_code

    with ThreadPoolExecutor(5) as pool:
        found = set(pool.map(press, tabs))

    assert found == {(303, 303)}
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (StepProgress, SmallStepDone)]
    assert counts == [1, 1]
