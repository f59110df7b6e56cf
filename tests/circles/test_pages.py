"""What people see of circles: their own and no other, the whole arc, and one screen for one session."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.circles.commands.checkins import bring_case
from lms.circles.commands.circles import write_rules
from lms.circles.commands.members import end_membership
from lms.circles.commands.series import publish_series, publish_session
from lms.circles.commands.waiting import accept_proposal
from lms.circles.enums import ItemState, MemberRole, SessionState
from lms.circles.models import AgendaItem, Circle, CircleMember, CircleSession, Series
from lms.circles.policy import can_know, can_know_session, can_plan, known_to, planned_by, sessions_known_to
from lms.circles.queries.agenda import agenda_of, themes_of
from lms.circles.queries.circles import members_of
from lms.circles.queries.sessions import sessions_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.plans import cancel_meeting
from lms.meetings.enums import Mode
from lms.meetings.models import Meeting
from lms.meetings.policy import managed, may_manage
from tests.browser import fields_of
from tests.clock_changes import YEAR
from tests.factories.circles import (
    a_circle,
    a_day,
    a_facilitator,
    a_series,
    a_session,
    again,
    in_circle,
    membership,
    sessions_in,
    whole,
)
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("database")
HERE, DESK = "/leerkringen/leerkring-noord", "/beheer/leerkringen/leerkring-noord"


@pytest.fixture
def session(circle, ilse, samira):
    return a_session(circle, by=ilse)


def everybody(circle, ilse, samira, place):
    """Return people of each kind, with whether they may know of the circle and plan it."""
    return [
        (ilse, True, True),
        (samira, True, False),
        (in_circle(circle, MemberRole.GUEST, name="Gijs Gast"), True, False),
        (in_circle(circle, MemberRole.RESEARCHER, name="Ruben Tasma"), True, False),
        (a_person(Role.COORDINATOR), True, True),
        (place_adviser(place), True, False),
        (a_person(Role.ADVISER), False, False),
        (a_person(Role.RESEARCHER), False, False),
        (a_person(Role.CIRCLE_FACILITATOR), False, False),
        (a_facilitator(a_circle(), "Nora Verbeek"), False, False),
        (in_circle(a_circle(), name="Teun Hofstra"), False, False),
        (a_person(Role.ADMINISTRATOR), False, False),
        (a_person(), False, False),
    ]


def place_adviser(place):
    return db.session.get_one(Person, place.adviser_id)


def test_rules_and_filters_agree_on_who_may_know_and_plan(circle, ilse, samira, place, session):
    draft = a_session(circle, a_day(40), by=ilse, published=False)
    called_off = a_session(circle, a_day(47), by=ilse, published=False)
    cancel_meeting(called_off.meeting, ilse)
    for person, knows, plans in everybody(circle, ilse, samira, place):
        actor = again(person)
        listed = circle.id in set(db.session.scalars(select(Circle.id).where(known_to(actor))))
        desk = circle.id in set(db.session.scalars(select(Circle.id).where(planned_by(actor))))
        assert (can_know(actor, circle, {place.id}), listed) == (knows, knows), person.name
        assert (can_plan(actor, circle), desk) == (plans, plans), person.name
        for each in (whole(session), whole(draft), whole(called_off)):
            found = select(CircleSession.id).join(CircleSession.circle).join(CircleSession.meeting)
            seen = each.id in set(db.session.scalars(found.where(sessions_known_to(actor))))
            assert can_know_session(actor, each) == seen, person.name
            hosted = set(db.session.scalars(select(Meeting.id).where(managed(actor))))
            assert may_manage(actor, each.meeting) == (each.meeting_id in hosted) == plans, person.name


def test_who_may_not_know_of_a_circle_gets_a_page_that_is_not_there(browser, circle, ilse, samira, place, session):
    for person, knows, plans in everybody(circle, ilse, samira, place):
        browser.sign_in(person)
        for address in (HERE, f"{HERE}/1"):
            browser.open(address, 200 if knows else 404)
        for address in (DESK, f"{DESK}/1", f"{DESK}/leden", f"{DESK}/reeks", f"{DESK}/huisregels"):
            browser.open(address, 200 if plans else 404)


def test_a_draft_is_for_who_plans(browser, circle, ilse, samira):
    a_session(circle, by=ilse, published=False)

    browser.sign_in(samira).open(f"{HERE}/1", 404)
    assert "samen op weg" not in browser.open(HERE)
    assert "Dit is een concept" in browser.sign_in(ilse).open(f"{HERE}/1")


def test_the_list_begins_with_my_own_circles(browser, circle, samira, session):
    a_circle("Leerkring Zuid")

    page = browser.sign_in(samira).open("/leerkringen")

    assert ("Leerkring Noord" in page, "Leerkring Zuid" in page, "samen op weg" in page) == (True, False, True)
    assert "Je zit nog niet in een leerkring" in browser.sign_in(a_person()).open("/leerkringen")


def test_each_page_sends_as_many_statements_for_three_as_for_one(browser, statements, circle, ilse, samira, session):
    browser.sign_in(samira)
    for _round in range(2):
        with statements(3):
            browser.open("/leerkringen")
        with statements(7):
            browser.open(HERE)
        with statements(8):
            browser.open(f"{HERE}/1")
        for number in range(2):
            in_circle(circle, name=f"Iemand {number}")
            a_session(circle, a_day(60 + number), by=ilse)


def test_desk_pages_send_a_fixed_number_of_statements(browser, statements, circle, ilse, samira, session):
    browser.sign_in(ilse)
    for _round in range(2):
        with statements(2):
            browser.open("/beheer/leerkringen")
        with statements(7):
            browser.open(DESK)
        with statements(9):
            browser.open(f"{DESK}/1")
        with statements(4):
            browser.open(f"{DESK}/leden")
        in_circle(circle, name="Nog iemand")
        a_session(circle, a_day(60), by=ilse)


def test_the_session_page_shows_themes_times_people_and_the_arc(browser, circle, ilse, samira, session):
    series = a_series(circle, a_day(20), a_day(60, "verder"), by=ilse, arc="samen op weg\nverder\nhet slot", planned=3)
    publish_series(series, by=again(ilse), origin="test")
    db.session.commit()

    page = browser.sign_in(samira).open(f"{HERE}/2")

    for words in (
        "1. Thema 1",
        "5. Thema 5",
        "Terugblik op afspraken",
        "Samira Bennani",
        "Oosterveld",
        "verder",
        "het slot",
    ):
        assert words in page
    assert "Volgende bijeenkomst" in page
    assert "Dit past niet" not in page


def test_a_session_that_is_too_long_says_so_in_words(browser, circle, ilse):
    a_session(circle, a_day(minutes=140), by=ilse)

    page = browser.sign_in(ilse).open(f"{HERE}/1")

    assert "Dat is 10 minuten te laat." in page
    assert "kw-min--late" in page


def test_house_rules_are_accepted_in_one_tap_and_asked_again_when_they_change(browser, circle, ilse, samira):
    write_rules(circle, "Wat hier gezegd wordt, blijft hier.", seen=0, by=again(ilse), origin="test")
    db.session.commit()
    browser.sign_in(samira)

    assert "Ja, daar houd ik me aan" in browser.open(HERE)
    browser.submit(f"{HERE}/huisregels", number="1")
    assert "Ja, daar houd ik me aan" not in browser.open(HERE)
    write_rules(circle, "We laten elkaar uitpraten.", seen=1, by=again(ilse), origin="test")
    db.session.commit()
    assert "veranderd sinds je ja zei" in browser.open(HERE)
    browser.submit(f"{HERE}/huisregels", number="1")

    assert members_of(circle).own(samira).rules_number == 1


def test_a_goal_is_for_oneself_and_facilitators_and_an_offer_for_the_circle(browser, circle, ilse, samira, place):
    other = in_circle(circle, name="Teun Hofstra")
    browser.sign_in(samira).submit(f"{HERE}/mijn-doel", own_goal="Ik wil de huisarts mee", offer="Ik ken de GGD")

    seen = {}
    for person in (samira, other, ilse, place_adviser(place)):
        page = browser.sign_in(person).open(HERE)
        seen[person.name] = ("Ik wil de huisarts mee" in page, "Ik ken de GGD" in page)
    assert seen == {
        "Samira Bennani": (True, True),
        "Teun Hofstra": (False, True),
        "Ilse Zuiderveld": (True, True),
        "Joost Vermaat": (False, False),
    }


def test_in_the_last_session_of_a_series_people_read_their_own_goal_again(browser, circle, ilse, samira):
    teun = in_circle(circle, name="Teun Hofstra")
    series = a_series(circle, a_day(7), a_day(21), a_day(35), by=ilse)
    first, second, third = sessions_in(series)
    browser.sign_in(samira).submit(f"{HERE}/mijn-doel", own_goal="Ik wil de huisarts mee", offer="")
    for each in (first, second):
        publish_session(whole(each), by=again(ilse), origin="test")
    db.session.commit()
    words, goal = "Wat wilde je bereiken?", "Ik wil de huisarts mee"

    assert words not in browser.open(f"{HERE}/2")  # there is a third, which is still a draft
    publish_session(whole(third), by=again(ilse), origin="test")
    cancel_meeting(whole(third).meeting, again(ilse))
    db.session.commit()
    seen = {who.name: browser.sign_in(who).open(f"{HERE}/2") for who in (samira, teun, ilse)}
    assert {name: (words in page, goal in page) for name, page in seen.items()} == {
        "Samira Bennani": (True, True),
        "Teun Hofstra": (False, False),
        "Ilse Zuiderveld": (False, False),
    }
    assert "Lees samen terug wat iedereen wilde bereiken" in seen["Ilse Zuiderveld"]
    assert words not in browser.sign_in(samira).open(f"{HERE}/1")


def test_the_way_in_online_is_for_who_comes_and_who_plans_and_not_for_who_looks_on(
    browser, circle, ilse, samira, place
):
    session = a_session(circle, a_day(0.02), by=ilse)
    meeting = session.meeting
    meeting.mode, meeting.video_url, meeting.starts_at = Mode.HYBRID, "https://video.example.org/kring", now()
    db.session.commit()
    left = in_circle(circle, name="Teun Hofstra")
    end_membership(membership(circle, left), by=again(ilse), origin="test")
    db.session.commit()
    people = (samira, ilse, a_person(Role.COORDINATOR), place_adviser(place))

    shown = [meeting.video_url in browser.sign_in(each).open(f"{HERE}/1") for each in people]

    assert shown == [True, True, True, False]
    browser.sign_in(left).open(f"{HERE}/1", 404)


def test_members_bring_something_in_and_guests_do_not(browser, circle, ilse, samira, session):
    guest = in_circle(circle, MemberRole.GUEST, name="Gijs Gast")
    browser.sign_in(guest).open(f"{HERE}/1/inbrengen", 403)

    browser.sign_in(samira).submit(
        f"{HERE}/1/inbrengen", title="Hoe vind ik een huisarts?", theme="4", about="De onze stopt"
    )

    [item] = agenda_of(whole(session)).proposals
    assert (item.title, item.theme.number, item.state) == ("Hoe vind ik een huisarts?", 4, ItemState.PROPOSED)
    assert "Hoe vind ik een huisarts?" in browser.sign_in(ilse).open(f"{DESK}/1")
    browser.submit(f"{DESK}/blok/{item.uid}/opnemen")
    assert db.session.get(AgendaItem, item.id).state is ItemState.PLANNED
    for person, reads in ((guest, False), (samira, True)):  # what somebody tells about it is for the circle (L-4)
        assert ("De onze stopt" in browser.sign_in(person).open(f"{HERE}/1")) is reads


def test_a_facilitator_plans_a_series_with_a_form_of_rows(browser, circle, ilse):
    browser.sign_in(ilse)
    sent = {name: values[0] for name, values in fields_of(browser.open(f"{DESK}/reeks")).items()}
    sent |= {"title": "Najaar", "days-0-day": f"{YEAR}-11-02", "days-0-subject": "Begin", "days-2-day": f"{YEAR}-10-30"}

    browser.submit(f"{DESK}/reeks", **sent)

    planned = [(each.number, each.subject, each.state) for each in sessions_of(circle, again(ilse))]
    assert planned == [(1, "bijeenkomst 1", SessionState.DRAFT), (2, "Begin", SessionState.DRAFT)]
    assert db.session.scalars(select(Series.planned_count)).all() == [2]


def test_a_row_without_a_day_keeps_what_was_typed(browser, circle, ilse):
    browser.sign_in(ilse)
    sent = {"title": "Najaar", "days-0-subject": "Begin", "script": "gelijk-8", "spotlight": "1"}

    page = browser.submit(f"{DESK}/reeks", 422, **sent).text

    assert 'value="Begin"' in page
    assert "Vul een dag in" in page


def test_every_act_on_the_agenda_works_without_a_script(browser, circle, ilse, samira):
    session = a_session(circle, by=ilse, published=False)
    browser.sign_in(ilse)
    browser.open(f"{DESK}/1/blok")
    browser.submit(f"{DESK}/1/blok", kind="visit", title="Naar het buurthuis", minutes="20")
    item = next(each for each in agenda_of(session).items if each.title == "Naar het buurthuis")
    browser.open(f"{DESK}/blok/{item.uid}")
    browser.submit(f"{DESK}/blok/{item.uid}", title="Naar de wijk", minutes="25", presenter=samira.uid)
    for act in ("omhoog", "omlaag", "doorschuiven"):
        browser.submit(f"{DESK}/blok/{item.uid}/{act}")
    browser.submit(f"{DESK}/1/methode", script="roddelmethode")
    browser.submit(f"{DESK}/1/publiceren")

    page = browser.open(f"{HERE}/1")

    assert "Roddelen" in page
    assert whole(session).state is SessionState.PLANNED
    assert "Naar de wijk" in browser.open(DESK)


def test_the_page_of_a_session_calls_no_theme_discussed_that_was_carried_over(browser, circle, ilse, samira):
    session = a_session(circle, by=ilse)
    for place, theme in enumerate(agenda_of(session).by_theme):
        state, why = (ItemState.DISCUSSED, "") if place < 3 else (ItemState.DROPPED, "Geen tijd")
        theme.items[0].state, theme.items[0].why = state, why
    db.session.commit()

    page = browser.sign_in(samira).open(f"{HERE}/1")

    assert "3 van 5 besproken" in page
    assert page.count("<small>Besproken</small>") == 3
    assert page.count("<small>Niet aan toe gekomen</small>") == 2


def test_a_day_and_times_are_never_called_something_to_skip(browser, circle, ilse):
    series = a_session(circle, by=ilse).series
    browser.sign_in(ilse)

    pages = [browser.open(f"{DESK}/reeks"), browser.open(f"{DESK}/reeks/{series.uid}/bijeenkomst")]

    for page in pages:
        asked = [each.partition("</label>")[0] for each in page.split("<label")[1:]]
        moments = [each for each in asked if each.partition(">")[2].startswith(("Dag", "Van", "Tot"))]
        assert (len(moments) >= 3, "overslaan" in "".join(moments)) == (True, False)
        assert any("Waar?" in each and "overslaan" in each for each in asked)


def test_a_coordinator_makes_a_circle_and_puts_people_in(browser, place):
    boss, ilse = a_person(Role.COORDINATOR), a_person(name="Ilse Zuiderveld")
    browser.sign_in(boss)
    browser.open("/beheer/leerkringen/nieuw")
    browser.submit("/beheer/leerkringen/nieuw", name="Leerkring West", script="gelijk-8", capacity="2")
    desk = "/beheer/leerkringen/leerkring-west"
    browser.submit(f"{desk}/leden", email=ilse.email, role="facilitator", neighbourhood="")
    browser.submit(f"{desk}/leden", 422, email="niemand@example.org", role="guest", neighbourhood="")
    browser.submit(f"{desk}/leden", 422, email=a_person().email, role="participant", neighbourhood="")

    assert "Ilse Zuiderveld" in browser.open(f"{desk}/leden")
    [row] = db.session.scalars(select(CircleMember))
    browser.open(f"{desk}/leden/{row.uid}")
    browser.open(f"{desk}/wijzigen")
    browser.sign_in(ilse).open(desk)
    browser.open(f"{desk}/leden/{row.uid}", 403)


def test_a_series_is_published_from_the_desk_or_says_why_not(browser, circle, ilse):
    series = a_series(circle, a_day(7), a_day(30), by=ilse)

    browser.sign_in(ilse).submit(f"{DESK}/reeks/{series.uid}/publiceren")

    assert "2 bijeenkomsten gepubliceerd." in browser.open(DESK)


def test_a_method_that_does_not_exist_is_put_on_no_agenda(browser, circle, ilse):
    a_session(circle, by=ilse, published=False)
    before = len(db.session.scalars(select(AgendaItem.id)).all())
    browser.sign_in(ilse)
    for key in ("", "gelijk-8", "bestaat-niet"):
        browser.submit(f"{DESK}/1/methode", 404, script=key)
    assert len(db.session.scalars(select(AgendaItem.id)).all()) == before


def test_who_looks_on_reads_the_title_of_a_case_and_not_its_story(browser, circle, ilse, samira, place, session):
    theme = themes_of(circle)[0]
    told = {"theme": theme, "by": again(samira), "origin": "test"}
    case = bring_case(whole(session), "Bewoners haken af", "Mevrouw van nummer tien.", **told)
    accept_proposal(case.item, by=again(ilse))
    db.session.commit()
    guest = in_circle(circle, MemberRole.GUEST, name="Noor Elzinga")
    for person, reads in ((guest, False), (place_adviser(place), False), (samira, True), (ilse, True)):
        page = browser.sign_in(person).open(f"{HERE}/1")
        assert ("Bewoners haken af" in page, "Mevrouw van nummer tien." in page) == (True, reads), person.name
