"""A session runs from one screen, and does not stop before each fixed theme has an answer."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from lms.circles.commands.agenda import add_item, change_item, move_item, take_off
from lms.circles.commands.running import (
    begin_item,
    begin_session,
    go_on,
    round_off,
    say_where_it_stands,
    take_beginning_back,
)
from lms.circles.commands.series import change_session, publish_session
from lms.circles.commands.waiting import carry_over, put_also_on
from lms.circles.enums import ItemKind, ItemState, SessionState, Stage
from lms.circles.models import AgendaItem, ItemRun
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.running import course_of, serial_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.attendance import come_in, record_attendance
from lms.meetings.commands.plans import Plan, cancel_meeting
from lms.meetings.enums import Attendance, MeetingKind, MeetingState
from tests.factories.circles import a_day, a_series, again, in_circle, sessions_in, whole
from tests.factories.session_work import begun

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def both(circle, ilse):
    from_now = a_series(circle, a_day(0.01), a_day(30, "verder"), by=ilse)
    found = sessions_in(from_now)
    for each in found:
        publish(each, ilse)
    return [whole(each) for each in found]


def publish(session, by):
    publish_session(session, by=again(by), origin="test")
    db.session.commit()


def themes(session):
    return [each for each in agenda_of(session).items if each.kind is ItemKind.THEME]


def test_a_facilitator_begins_once_however_often_they_press(both, ilse):
    session = begun(both[0], ilse)
    begin_session(session, by=again(ilse), origin="test")
    assert session.state is SessionState.RUNNING
    course = course_of(agenda_of(session))
    assert course.turn is not None
    assert course.turn.item.kind is ItemKind.WELCOME
    assert len(db.session.scalars(select(ItemRun)).all()) == 1


def test_who_began_days_too_early_takes_it_back_and_can_move_it_again(browser, both, ilse):
    later = begun(both[1], ilse)
    go_on(later, course_of(agenda_of(later)).turn.item.uid, by=again(ilse))
    db.session.commit()
    page = f"/leerkringen/leerkring-noord/{later.number}/nu"

    assert "Nog niet begonnen? Zet terug" in browser.sign_in(ilse).open(page)
    for _press in range(2):
        browser.submit(f"{page}/begin", terug="1")

    db.session.expire_all()
    back = whole(both[1])
    assert (back.state, back.can_be_planned) == (SessionState.PLANNED, True)
    assert {each.state for each in agenda_of(back).items} == {ItemState.PLANNED}
    assert db.session.scalars(select(ItemRun)).all() == []
    samira = in_circle(back.circle)
    with pytest.raises(Refusal, match="begeleidt"):
        take_beginning_back(back, by=again(samira), origin="test")
    with pytest.raises(Refusal, match="niet meer terugnemen"):
        take_beginning_back(begun(whole(both[0]), ilse), by=again(ilse), origin="test")


def test_two_people_who_press_next_at_once_go_on_one_item(both, ilse):
    session = begun(both[0], ilse)
    first = course_of(agenda_of(session)).turn.item
    go_on(session, first.uid, by=again(ilse))
    go_on(session, first.uid, by=again(ilse))
    course = course_of(agenda_of(session))
    assert course.turn.item.position == agenda_of(session).items[1].position
    assert first.state is ItemState.DISCUSSED
    assert course.took[first.id] == 0


def test_a_session_does_not_stop_before_each_theme_has_an_answer_and_says_which_has_none(both, ilse):
    session, later = begun(both[0], ilse), both[1]
    first, second, third, fourth, fifth = themes(session)
    say_where_it_stands(session, first, ItemState.DISCUSSED, by=again(ilse))
    say_where_it_stands(session, second, ItemState.CARRIED_OVER, by=again(ilse))
    say_where_it_stands(session, third, ItemState.DROPPED, by=again(ilse))
    with pytest.raises(Refusal) as refused:
        round_off(session, by=again(ilse), origin="test")
    assert refused.value.message == "Nog open: Thema 4, Thema 5. Kies bij elk thema wat ermee gebeurt."
    assert session.state is SessionState.RUNNING
    say_where_it_stands(session, fourth, ItemState.DROPPED, by=again(ilse))
    begin_item(session, fifth, by=again(ilse))  # what everybody does now counts as discussed
    round_off(session, by=again(ilse), origin="test")
    assert session.state is SessionState.WRAPPING_UP
    assert (third.why, fifth.state) == ("Niet aan toe gekomen", ItemState.DISCUSSED)
    copies = db.session.scalars(select(AgendaItem).where(AgendaItem.origin_id == second.id)).all()
    assert [(each.session_id, each.theme_id) for each in copies] == [(later.id, second.theme_id)]


def test_taking_back_what_was_carried_over_takes_it_off_the_next_agenda(both, ilse):
    session = begun(both[0], ilse)
    item = themes(session)[0]
    say_where_it_stands(session, item, ItemState.CARRIED_OVER, by=again(ilse))
    say_where_it_stands(session, item, ItemState.CARRIED_OVER, by=again(ilse))
    copies = select(AgendaItem).where(AgendaItem.origin_id == item.id)
    assert len(db.session.scalars(copies).all()) == 1
    say_where_it_stands(session, item, ItemState.PLANNED, by=again(ilse))
    assert [each.state for each in db.session.scalars(copies)] == []
    assert (item.state, item.why) == (ItemState.PLANNED, "")


def test_a_participant_does_not_run_the_session(circle, both, ilse):
    samira = in_circle(circle)
    for act in (begin_session, round_off):
        with pytest.raises(Refusal, match="begeleidt"):
            act(both[0], by=again(samira), origin="test")


def test_each_act_tells_the_other_screens(both, ilse):
    session = begun(both[0], ilse)
    before = serial_of(session)
    go_on(session, course_of(agenda_of(session)).turn.item.uid, by=again(ilse))
    say_where_it_stands(session, themes(session)[0], ItemState.DROPPED, by=again(ilse))
    assert serial_of(session) == before + 2


def test_ticking_who_is_there_tells_the_screens_of_a_running_session_alone(circle, both, ilse):
    samira = in_circle(circle)
    session = begun(both[0], ilse)
    before, later = serial_of(session), serial_of(both[1])

    record_attendance(session.meeting, {ilse.uid: Attendance.HERE}, by=again(ilse))
    assert serial_of(session) == before + 1
    record_attendance(session.meeting, {ilse.uid: Attendance.HERE}, by=again(ilse))
    assert serial_of(session) == before + 1
    with time_machine.travel(both[1].meeting.starts_at):
        come_in(both[1].meeting, again(samira))
    assert serial_of(both[1]) == later


def test_what_changes_at_the_desk_while_it_runs_reaches_the_screens(both, ilse):
    """Somebody else plans along on a laptop: who looks at the wall sees it within seconds."""
    session = begun(both[0], ilse)
    item = next(each for each in agenda_of(session).items if each.kind is ItemKind.BREAK)
    told = {"title": "Pauze", "minutes": 5, "by": again(ilse)}
    for change in (
        lambda: change_item(item, **told),
        lambda: move_item(item, up=True, by=told["by"]),
        lambda: add_item(session, ItemKind.OTHER, "Gast", 5, by=told["by"]),
        lambda: carry_over(themes(session)[1], by=told["by"]),
        lambda: take_off(item, by=told["by"]),
    ):
        before = serial_of(session)
        change()
        assert serial_of(session) > before


def test_the_clock_says_how_much_too_long_it_takes(both, ilse):
    session = begun(both[0], ilse)
    run = db.session.scalars(select(ItemRun)).one()
    run.began_at = now() - timedelta(minutes=16)
    db.session.flush()
    turn = course_of(agenda_of(session)).turn
    assert turn.over(now()) == 16 - turn.item.minutes


def behind_our_back(row, **values):
    """Write what somebody else did since a row was read; what was read stays in memory."""
    mine = update(type(row)).where(type(row).id == row.id).values(**values)
    db.session.execute(mine.execution_options(synchronize_session=False))


def test_a_session_that_was_called_off_meanwhile_does_not_begin(both, ilse):
    behind_our_back(both[0].meeting, state=MeetingState.CANCELLED, cancelled_at=now())

    with pytest.raises(Refusal, match="kan niet beginnen"):
        begin_session(both[0], by=again(ilse), origin="test")


def test_a_session_that_began_meanwhile_is_not_moved_and_not_called_off(both, ilse):
    meeting = both[1].meeting
    plan = Plan(
        MeetingKind.CIRCLE, "verder", meeting.starts_at + timedelta(days=1), meeting.ends_at + timedelta(days=1)
    )
    behind_our_back(both[1], stage=Stage.RUNNING)

    with pytest.raises(Refusal, match="is begonnen of gaat niet door"):
        change_session(both[1], plan, serial=meeting.serial, by=again(ilse), origin="test")
    both[1].stage = Stage.BEFORE
    db.session.flush()
    behind_our_back(both[1], stage=Stage.RUNNING)
    with pytest.raises(Refusal, match="al begonnen"):
        cancel_meeting(meeting, again(ilse))


def test_what_somebody_else_carried_over_meanwhile_is_carried_over_once(both, ilse):
    session = begun(both[0], ilse)
    theme = themes(session)[0]
    there = carry_over(theme, by=again(ilse))
    theme.state = ItemState.PLANNED
    db.session.flush()
    behind_our_back(theme, state=ItemState.CARRIED_OVER)

    say_where_it_stands(session, theme, ItemState.CARRIED_OVER, by=again(ilse))
    assert carry_over(theme, by=again(ilse)).id == there.id

    assert [each.id for each in agenda_of(both[1]).items if each.origin_id == theme.id] == [there.id]


def test_what_stands_on_one_agenda_is_put_on_another_once(both, ilse):
    theme = themes(both[0])[0]

    first, second = (put_also_on(theme, both[1], by=again(ilse)) for _press in range(2))

    assert first.id == second.id


def test_a_theme_that_was_talked_about_counts_on_each_page_also_while_a_proposal_about_it_waits(both, ilse, browser):
    session = begun(both[0], ilse)
    for each in themes(session):
        say_where_it_stands(session, each, ItemState.DISCUSSED, by=again(ilse))
    theme = themes(session)[0].theme_id
    waits = {"kind": ItemKind.OTHER, "state": ItemState.PROPOSED, "theme_id": theme, "position": 90, "minutes": 5}
    db.session.add(AgendaItem(session_id=session.id, circle_id=session.circle_id, title="Nog iets", **waits))
    db.session.commit()

    page = browser.sign_in(again(ilse)).open(f"/leerkringen/{session.circle.slug}/{session.number}")

    assert "5 van 5 besproken" in page
