"""Planning: drafts tell nobody anything, without five themes nobody is invited, and minutes add up."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Notice
from lms.circles.commands.agenda import add_missing_themes, change_item, move_item, take_off, use_method
from lms.circles.commands.checkins import bring_case
from lms.circles.commands.members import add_member
from lms.circles.commands.series import add_session, plan_series, publish_series, publish_session
from lms.circles.commands.waiting import accept_proposal, carry_over, put_also_on
from lms.circles.enums import ItemKind, ItemState, MemberRole, SessionState
from lms.circles.forms.planning import moments_of
from lms.circles.models import CircleSession
from lms.circles.queries.agenda import agenda_of, backlog_of
from lms.circles.queries.scripts import script_by_key, scripts
from lms.kernel.clock import local
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.refusal import Refusal
from lms.meetings.models import Attender
from tests.factories.circles import (
    a_circle,
    a_day,
    a_facilitator,
    a_series,
    a_session,
    again,
    in_circle,
    sessions_in,
    whole,
)
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("database")


def told():
    """Return how many mails and notices there are."""
    return [db.session.scalar(select(func.count()).select_from(table)) for table in (Mail, Notice)]


def coming_to(session):
    rows = db.session.scalars(select(Attender.person_id).where(Attender.meeting_id == session.meeting_id))
    return set(rows)


def without_themes(session, ilse, keep=0):
    themes = [each for each in agenda_of(session).items if each.kind is ItemKind.THEME]
    for item in themes[keep:]:
        take_off(item, by=again(ilse))


@pytest.mark.parametrize(
    ("key", "minutes"),
    [
        ("gelijk-8", 150),
        ("gelijk-15", 185),
        ("spotlight", 172),
        ("incidentmethode", 65),
        ("roddelmethode", 40),
        ("vijfstappenmethode", 45),
    ],
)
def test_scripts_add_up(key, minutes):
    assert script_by_key(key).minutes() == minutes


def test_every_session_script_holds_the_five_themes():
    for script in scripts():
        if not script.method:
            assert sorted(block.theme for block in script.blocks if block.theme) == [1, 2, 3, 4, 5]


def test_a_series_is_planned_in_one_go_and_tells_nobody(circle, ilse):
    in_circle(circle)
    before = told()

    series = a_series(circle, a_day(30, "tweede"), a_day(7, "eerste"), by=ilse)

    planned = [(each.number, each.subject, each.state) for each in sessions_in(series)]
    assert planned == [(1, "eerste", SessionState.DRAFT), (2, "tweede", SessionState.DRAFT)]
    assert sessions_in(series)[0].meeting.title == "Leerkring Noord, bijeenkomst 1: eerste"
    assert told() == before


def test_the_same_form_again_plans_nothing_more(circle, ilse):
    told = {"by": again(ilse), "form_key": "k" * 24, "origin": "test"}

    both = {plan_series(circle, "Voorjaar", [a_day()], **told).id for _ in range(2)}

    assert len(both) == 1
    assert db.session.scalar(select(func.count()).select_from(CircleSession)) == 1


def test_two_sessions_on_one_day_keep_their_numbers_and_a_later_one_never_takes_them(circle, ilse):
    series = a_series(circle, a_day(7, "ochtend"), a_day(7, "ook ochtend"), by=ilse)

    later = add_session(series, a_day(1, "eerder"), by=again(ilse), origin="test")

    assert [each.number for each in sessions_in(series)] == [1, 2, 3]
    assert later.number == 3


def test_numbers_run_on_over_series(circle, ilse):
    a_series(circle, a_day(7), by=ilse)

    second = a_series(circle, a_day(60), by=ilse)

    assert [each.number for each in sessions_in(second)] == [2]


def test_the_theme_in_the_spotlight_lasts_longer(circle, ilse):
    session = a_session(circle, by=ilse, script="spotlight", spotlight=3, published=False)

    minutes = {each.theme.number: each.items[0].minutes for each in agenda_of(session).by_theme}
    assert minutes == {1: 8, 2: 8, 3: 30, 4: 8, 5: 8}


def test_minutes_add_up_and_too_long_is_said(circle, ilse):
    session = a_session(circle, a_day(minutes=140), by=ilse, published=False)

    programme = agenda_of(session).programme

    assert (programme.minutes, programme.room, programme.over) == (150, 140, 10)
    assert [line.item.kind for line in programme.lines if line.over] == [ItemKind.CLOSING]
    assert programme.lines[1].begins == session.meeting.starts_at + timedelta(minutes=10)


def test_no_session_is_published_without_the_five_themes_and_the_refusal_names_them(circle, ilse):
    session = a_session(circle, by=ilse, published=False)
    without_themes(session, ilse, keep=3)

    with pytest.raises(Refusal, match="Op de agenda mist nog: Thema 4, Thema 5"):
        publish_session(whole(session), by=again(ilse), origin="test")

    assert (whole(session).state, coming_to(session)) == (SessionState.DRAFT, set())


def test_one_press_puts_the_missing_themes_on(circle, ilse):
    session = a_session(circle, by=ilse, published=False)
    without_themes(session, ilse)

    assert add_missing_themes(whole(session), by=again(ilse)) == 5

    agenda = agenda_of(session)
    assert (agenda.missing, agenda.items[-1].kind) == ([], ItemKind.CLOSING)
    publish_session(whole(session), by=again(ilse), origin="test")
    assert whole(session).state is SessionState.PLANNED


def test_publishing_expects_the_people_of_that_day_and_invites_them(circle, ilse):
    samira = in_circle(circle, name="Samira Bennani")
    session = a_session(circle, by=ilse, published=False)
    teun = in_circle(circle, name="Teun Hofstra")

    publish_session(whole(session), by=again(ilse), origin="test")

    assert coming_to(session) == {ilse.id, samira.id, teun.id}


def test_a_series_is_published_whole_or_not_at_all(circle, ilse):
    series = a_series(circle, a_day(7), a_day(30), by=ilse)
    without_themes(sessions_in(series)[1], ilse)
    db.session.commit()

    with pytest.raises(Refusal, match="Bijeenkomst 2: Op de agenda mist nog"):
        publish_series(series, by=again(ilse), origin="test")
    db.session.rollback()

    assert [each.state for each in sessions_in(series)] == [SessionState.DRAFT] * 2


def test_acting_on_a_series_asks_the_right_for_each_session(circle, ilse):
    """Trap 20."""
    series = a_series(circle, a_day(7), a_day(30), by=ilse)
    other = a_circle("Leerkring Zuid")
    stranger = a_facilitator(other, "Nora Verbeek")
    member = in_circle(circle)

    for actor in (stranger, member):
        with pytest.raises(Refusal, match="Bijeenkomst 1 mag jij niet plannen"):
            publish_series(series, by=again(actor), origin="test")

    assert [each.state for each in sessions_in(series)] == [SessionState.DRAFT] * 2
    assert publish_series(series, by=again(ilse), origin="test") == 2


def test_a_series_with_a_session_of_another_circle_is_refused_whole(circle, ilse):
    """Trap 20: a right to the series is none to what stands in it."""
    series = a_series(circle, a_day(7), by=ilse)
    foreign = a_session(a_circle("Leerkring Zuid"), by=coordinator(), published=False)
    foreign.series_id = series.id
    db.session.commit()

    with pytest.raises(Refusal, match="mag jij niet plannen"):
        publish_series(series, by=again(ilse), origin="test")


def coordinator():
    return a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf")


def test_a_theme_of_no_minutes_says_why(circle, ilse):
    session = a_session(circle, by=ilse, published=False)
    theme = agenda_of(session).by_theme[0].items[0]

    with pytest.raises(Refusal, match="Schrijf dan op waarom"):
        change_item(theme, title=theme.title, minutes=0, by=again(ilse))
    change_item(theme, title=theme.title, minutes=0, why="We deden dit vorige keer lang.", by=again(ilse))

    assert agenda_of(session).missing == []


def test_blocks_change_places(circle, ilse):
    session = a_session(circle, by=ilse, published=False)
    second = agenda_of(session).items[1]

    move_item(second, up=True, by=again(ilse))

    assert [each.kind for each in agenda_of(session).items[:2]] == [ItemKind.LOOK_BACK, ItemKind.WELCOME]


def test_the_rounds_of_a_method_come_in_the_place_of_peer_consultation(circle, ilse):
    session = a_session(circle, by=ilse, published=False)

    use_method(session, script_by_key("incidentmethode"), by=again(ilse))

    items = agenda_of(session).items
    rounds = [each.title for each in items if each.kind is ItemKind.CONSULTATION]
    assert (len(rounds), items[-1].kind) == (7, ItemKind.CLOSING)
    assert agenda_of(session).programme.minutes == 150 - 40 + 65


def test_a_method_leaves_the_case_that_somebody_brought(circle, ilse):
    session = a_session(circle, by=ilse)
    told = {"theme": None, "by": again(in_circle(circle)), "origin": "test"}
    case = bring_case(session, "Bewoners haken af", "Na een week", **told)
    accept_proposal(case.item, by=again(ilse))

    use_method(session, script_by_key("roddelmethode"), by=again(ilse))

    rounds = [each.title for each in agenda_of(session).items if each.kind is ItemKind.CONSULTATION and each.is_on]
    assert (len(rounds), "Bewoners haken af" in rounds, "Intervisie" in rounds) == (6, True, False)


def test_what_is_carried_over_keeps_what_was_said_and_leads_back(circle, ilse):
    series = a_series(circle, a_day(7), a_day(30), by=ilse)
    first, second = sessions_in(series)
    case = next(each for each in agenda_of(first).items if each.kind is ItemKind.CONSULTATION)

    moved = carry_over(case, by=again(ilse))

    assert (case.state, case.why) == (ItemState.CARRIED_OVER, "Niet aan toe gekomen")
    assert (moved.session_id, moved.origin_id, moved.state) == (second.id, case.id, ItemState.PLANNED)


def test_without_a_next_session_it_waits_in_the_circle_until_there_is_one(circle, ilse):
    session = a_session(circle, by=ilse, published=False)
    case = next(each for each in agenda_of(session).items if each.kind is ItemKind.CONSULTATION)
    waiting = carry_over(case, by=again(ilse))
    assert [each.id for each in backlog_of(circle, again(ilse))] == [waiting.id]

    later = a_session(circle, a_day(40), by=ilse, published=False)
    put_also_on(waiting, later, by=again(ilse))

    assert backlog_of(circle, again(ilse)) == []
    assert waiting.id in {each.id for each in agenda_of(later).items}


def test_the_clock_changes_and_a_session_keeps_its_hour(circle, ilse):

    for day in (date(2027, 3, 28), date(2026, 10, 25)):
        begins, ends = moments_of(day, time(13), time(16))
        assert (local(begins).hour, local(ends).hour) == (13, 16)


def test_a_session_past_midnight_ends_the_next_day():

    begins, ends = moments_of(date(2027, 1, 10), time(22), time(1))

    assert ends - begins == timedelta(hours=3)


def test_a_facilitator_lets_nobody_facilitate(circle, ilse):

    with pytest.raises(MayNotGive):
        add_member(circle, again(a_person()), MemberRole.FACILITATOR, None, by=again(ilse), origin="test")
