"""A question over new year: a pause that still runs, a norm that changes midway, and another size for the question."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from lms.accounts.enums import Role
from lms.advice.commands.clarifying import clarify, confirm
from lms.advice.commands.norms import set_norm
from lms.advice.commands.recording import answer_spoken
from lms.advice.commands.taking import resize
from lms.advice.enums import AdviceSize, Channel
from lms.advice.models.clock import Pause, clock
from lms.advice.queries.history import clock_of, history_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from tests.factories.advice import a_question
from tests.factories.people import a_person

HOW = {"origin": "test"}
#: 22 December 2037 is a Tuesday; offices are closed on the 25th, in the weekends, and on Friday 1 January.
ASKED, DOUBTED, CHANGED, CONFIRMED = date(2037, 12, 22), date(2037, 12, 29), date(2038, 1, 4), date(2038, 1, 6)
STILL_RUNS = date(2038, 1, 5)


def on(day):
    return time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=UTC), tick=False)


@pytest.fixture
def question(wijk, samira, joost):
    """Asked before Christmas; what it means was asked before new year, and nobody said so yet when the norm changed."""
    assert now().date() < ASKED, "choose a later year: rights would begin after the question"
    boss = a_person(Role.COORDINATOR)
    with on(ASKED):
        advice = a_question(wijk, samira)
    with on(DOUBTED):
        clarify(advice, wijk, "Bedoel je dit?", by=joost, **HOW)
    with on(CHANGED):
        set_norm(AdviceSize.TAILORED, 1, 5, CHANGED, by=boss, **HOW)
        set_norm(AdviceSize.SHORT, 1, 3, CHANGED, by=boss, **HOW)
    return advice


def told(advice):
    found = clock_of(advice, history_of(advice))
    return found.running, found.of, found.gross, found.still, found.day, found.due_on


def test_a_pause_that_runs_over_new_year_counts_working_days_alone():
    found = clock(ASKED, 10, [Pause(DOUBTED)], STILL_RUNS)

    # 23, 24, 28, 29, 30 and 31 December, 4 and 5 January; still from the 29th on
    assert (found.running, found.gross, found.still, found.day) == (True, 8, 5, 3)
    assert (found.paused, found.due_on) == ((4, 5, 6, 7, 8), date(2038, 1, 14))


def test_a_question_keeps_its_norm_when_another_begins_to_hold_while_it_waits(question):
    with on(STILL_RUNS):
        assert told(question) == (True, 10, 8, 5, 3, date(2038, 1, 14))
        assert question.due_on == date(2038, 1, 7)  # kept without the pause that runs


def test_the_pause_ends_on_the_day_somebody_says_so_and_the_day_is_kept(question, wijk, samira):
    with on(CONFIRMED):
        confirm(question, wijk, by=samira, **HOW)

        assert told(question) == (False, 10, 9, 6, 3, date(2038, 1, 15))
        assert (question.due_on, question.answer_days) == (date(2038, 1, 15), 10)


def test_another_size_takes_the_norm_of_the_day_it_was_asked_and_keeps_the_pause(question, wijk, samira, joost):
    with on(CONFIRMED):
        confirm(question, wijk, by=samira, **HOW)
        resize(question, wijk, AdviceSize.SHORT, by=joost, **HOW)

        assert told(question) == (False, 5, 9, 6, 3, date(2038, 1, 8))
        assert (question.due_on, question.answer_days) == (date(2038, 1, 8), 5)


def test_who_asks_after_the_change_is_promised_the_new_day(question, wijk, samira):
    with on(CONFIRMED):
        new = a_question(wijk, samira, "En dit?")

    assert (new.answer_days, new.due_on, question.answer_days) == (5, date(2038, 1, 13), 10)


def test_said_during_the_pause_the_clock_ended_that_day_however_late_it_is_written_down(question, wijk, joost):
    said = {"day": date(2037, 12, 30), "channel": Channel.PHONE, "form_key": new_uid(24)}
    with on(CONFIRMED):
        answer_spoken(question, wijk, "Begin klein.", **said, by=joost, **HOW)

        found = clock_of(question, history_of(question))

    # 23, 24, 28, 29 and 30 December, of which it stood still on two
    assert (found.running, found.gross, found.still, found.day, found.over) == (False, 5, 2, 3, 0)
