"""What changes ("Er verandert iets"): who is told, by page and by notice, and how many read it; never who did not."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous, Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.commands import frames as commands
from lms.programme.forms.frames import TOLD
from lms.programme.jobs.frames import tell
from lms.programme.models import FrameChange, FrameRead
from lms.programme.queries.frames import SHOWN_FOR, people_told, unread_frames
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_programme, the_programme

DIRECTOR, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def coordinator(database):
    return a_person(Role.COORDINATOR, name="Hanneke Prins")


def a_change(*roles, programme=None, title="De regels voor roken veranderen"):
    programme = programme or the_programme()
    values = {"title": title, "text": "Vanaf juli.", "roles": [role.value for role in roles or (DIRECTOR,)]}
    change = FrameChange(programme_id=programme.id, **values)
    db.session.add(change)
    db.session.commit()
    return change


def told_of(change):
    return {person.id for person in people_told(change, after=0, limit=1000)}


def test_a_coordinator_tells_roles_and_only_they_see_it(app, browser, coordinator):
    here = a_neighbourhood()
    director, worker = a_member(here, DIRECTOR), a_member(here, WORKER)
    desk = browser.sign_in(coordinator)

    told = {"title": "De subsidie verandert", "text": "Vanaf juli.", "roles": ["neighbourhood_director"]}
    desk.submit("/beheer/veranderingen/nieuw", **told)

    change = db.session.scalars(select(FrameChange)).one()
    assert [[each.title for each in unread_frames(person)] for person in (director, worker)] == [[change.title], []]
    assert [line.action for line in audit.entries(actor_uid=coordinator.uid)] == ["frame.announce"]
    statuses = [
        Browser(app).sign_in(person).client.get(f"/veranderingen/{change.uid}").status_code
        for person in (director, worker, coordinator)
    ]
    assert statuses == [200, 404, 200]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "Bel 06 12345678."}, "Staat hier een telefoonnummer?"),
        ({"roles": []}, "Kies wie dit moet weten."),
        ({"title": ""}, "Schrijf in één zin wat er verandert."),
    ],
)
def test_what_is_not_ready_is_refused_with_what_was_typed_still_there(browser, coordinator, given, words):
    the_programme()
    told = {"title": "De subsidie verandert", "text": "Vanaf juli.", "roles": ["adviser"], **given}

    page = browser.sign_in(coordinator).submit("/beheer/veranderingen/nieuw", expect=422, **told).text

    assert words in page
    assert told["text"] in page


@pytest.mark.parametrize("role", list(TOLD))
def test_the_start_page_and_the_notice_reach_the_same_people(database, role):
    here, there = a_neighbourhood("Oosterveld"), a_neighbourhood("Havenbuurt", programme=a_programme("ander"))
    people = [a_member(place, each) for place in (here, there) for each in (DIRECTOR, WORKER, Role.KEY_PERSON)]
    people += [a_member(here, each) for each in (Role.DEPUTY_DIRECTOR, Role.RESIDENT, Role.EXPERT_BY_EXPERIENCE)]
    people += [a_person(each) for each in (Role.EDITOR, Role.RESEARCHER, Role.ADVISER, Role.CIRCLE_FACILITATOR, None)]
    people += [person_by_id(place.adviser_id) for place in (here, there)]
    people.append(a_person(Role.GGD_MANAGER, scope=("organisation", here.ggd_id)))
    change = a_change(role)

    by_page = {person.id for person in people if unread_frames(person)}

    assert by_page == told_of(change)
    assert by_page


def test_a_director_of_another_programme_is_not_told(database):
    here, there = a_neighbourhood("Oosterveld"), a_neighbourhood("Havenbuurt", programme=a_programme("ander"))
    a_member(here, DIRECTOR)
    other = a_member(there, DIRECTOR)

    change = a_change(DIRECTOR)

    assert (other.id in told_of(change), unread_frames(other)) == (False, [])


def test_visitors_newcomers_and_who_read_it_see_nothing(database):
    here = a_neighbourhood()
    reader, late = a_member(here, DIRECTOR), a_member(here, Role.DEPUTY_DIRECTOR)
    change, old = a_change(DIRECTOR, Role.DEPUTY_DIRECTOR), a_change(DIRECTOR)
    old.at = now() - SHOWN_FOR * 2
    reader.created_at = now() - SHOWN_FOR * 3
    late.created_at = now()
    db.session.commit()

    before = [each.uid for each in unread_frames(reader)]
    commands.mark_read(change, by=reader)

    assert before == [change.uid]
    assert (unread_frames(reader), unread_frames(late), unread_frames(Anonymous())) == ([], [], [])


def test_one_tap_reads_it_and_a_second_tap_is_the_same(app, browser, coordinator):
    director = a_member(a_neighbourhood(), DIRECTOR)
    change = a_change()
    phone = Browser(app).sign_in(director)
    address = f"/veranderingen/{change.uid}"

    assert "Gelezen" in phone.open(address)
    answers = [phone.submit(f"{address}/gelezen", next="/wijken").headers["Location"] for _tap in range(2)]

    assert answers == ["/wijken", "/wijken"]
    assert phone.submit(f"{address}/gelezen", next="//elders.nl").headers["Location"] == "/"
    assert db.session.scalar(select(func.count()).select_from(FrameRead)) == 1
    page = browser.sign_in(coordinator).open("/beheer/veranderingen")
    assert "1 keer gelezen" in page
    assert director.name not in page


@pytest.mark.races
def test_two_phones_at_once_count_one_reader(app, database):
    director = a_member(a_neighbourhood(), DIRECTOR)
    phones = [Browser(app).sign_in(director) for _ in range(4)]
    address = f"/veranderingen/{a_change().uid}/gelezen"
    db.session.remove()

    with ThreadPoolExecutor(len(phones)) as pool:
        found = list(pool.map(lambda phone: phone.client.post(address), phones))

    assert [response.status_code for response in found] == [303] * 4
    assert db.session.scalar(select(func.count()).select_from(FrameRead)) == 1


def test_everybody_gets_one_notice_also_when_the_work_is_done_again(database, monkeypatch):
    monkeypatch.setattr(commands, "BATCH", 2)
    here = a_neighbourhood()
    people = [a_member(here, WORKER).id for _ in range(5)]
    change = a_change(WORKER)

    for _again in range(2):
        after = 0
        while after is not None:
            after = commands.tell_of_frame(change.uid, after)
    tell("weg")

    told = db.session.scalars(select(Notice.person_id).where(Notice.cause == commands.TOLD)).all()
    assert sorted(told) == people
    notice = db.session.scalars(select(Notice).limit(1)).one()
    assert notice.text == "Er verandert iets: De regels voor roken veranderen"


def test_what_is_unread_is_one_statement_however_much_there_is(database, statements):
    director = a_member(a_neighbourhood(), DIRECTOR)
    director = person_by_id(director.id)
    for number in range(3):
        with statements(1):
            unread_frames(director)
        a_change(title=f"Verandering {number}")

    assert [each.title for each in unread_frames(director)] == ["Verandering 2", "Verandering 1", "Verandering 0"]


@pytest.mark.parametrize("role", [*Role, None])
def test_only_coordinators_tell(app, database, role):
    the_programme()
    client = Browser(app).sign_in(a_person(role)).client
    wanted = 200 if role is Role.COORDINATOR else 403

    assert client.get("/beheer/veranderingen").status_code == wanted
    assert client.get("/beheer/veranderingen/nieuw").status_code == wanted


def test_the_list_costs_the_same_for_one_and_for_three(browser, coordinator, statements):
    desk = browser.sign_in(coordinator)
    a_change()
    with statements(2):
        desk.open("/beheer/veranderingen")
    for _more in range(2):
        a_change()
    with statements(2):
        desk.open("/beheer/veranderingen")


def test_the_part_for_start_pages_shows_each_with_one_button(app, database):
    director = a_member(a_neighbourhood(), DIRECTOR)
    change = a_change(title="<b>Nieuw</b>")
    with app.test_request_context("/"):
        shell = type("Shell", (), {"csrf": staticmethod(lambda: "token")})
        page = app.jinja_env.get_template("programme/_frames.html").render(frames=unread_frames(director), shell=shell)

    assert page.count("<form") == 1
    assert f"/veranderingen/{change.uid}/gelezen" in page
    assert "<b>Nieuw</b>" not in page
