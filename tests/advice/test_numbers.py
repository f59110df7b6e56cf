"""Numbers for who steers and studies: never a text or a place, nothing under five, and nothing to be worked out."""

from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest
import time_machine
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.advice.commands.clarifying import clarify
from lms.advice.commands.followups import tell_what_came
from lms.advice.commands.norms import set_norm
from lms.advice.commands.offering import Seen, weigh
from lms.advice.enums import AdviceSize, SignalSource, Used, WhyNot
from lms.advice.models import Advice, AdviceFollowUp
from lms.advice.queries.followups import open_followup
from lms.advice.queries.history import clock_of, history_of, norm_on
from lms.advice.queries.lookback import look_back
from lms.advice.queries.norms import norms
from lms.advice.queries.numbers import numbers_of, part_of_a_whole
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.small_cells import THRESHOLD, TOO_SMALL, WITHHELD, shown_row
from lms.kernel.working_days import add_working_days
from lms.programme.models import CardStep, CardVersion, Theme
from lms.programme.queries.neighbourhoods import first_programme
from tests.advice.test_giving import laid
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_card_version
from tests.programme.people_here import again

HOW = {"origin": "test"}
CANARY = "Kanarievogel"


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


def numbers():
    return numbers_of(first_programme(), today() - timedelta(days=365))


def asked(wijk, by, many, **more):
    return [a_question(wijk, by, f"{CANARY} vraagt {at}?", **more) for at in range(many)]


def told(advice, by, used):
    db.session.execute(update(AdviceFollowUp).values(asked_at=now(), due_on=today()))
    why = {"why_not": WhyNot.TOO_LATE} if used is Used.NO else {}
    tell_what_came(
        open_followup(advice), advice, advice.neighbourhood, used, by=again(by), form_key=new_uid(24), **why, **HOW
    )
    db.session.commit()


def days_ago(advice, days):
    """Let a question have come in so many working days ago."""
    db.session.execute(
        update(Advice).where(Advice.id == advice.id).values(received_on=add_working_days(today(), -days))
    )
    db.session.commit()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESEARCHER])
def test_who_steers_and_who_studies_see_counts_and_no_word_or_place(visit, wijk, samira, joost, role):
    for each in asked(wijk, samira, 6, step_key="wijk"):
        answered(each, joost, f"{CANARY} antwoordt.")
    person = visit(a_person(role, name="Anna Vries"))

    page = person.open("/advies/cijfers")

    assert ("3. Stap wijk" in page, "Korte vraag" in page) == (True, True)
    for word in (CANARY, wijk.name, samira.name, joost.name):
        assert word not in page
    person.open(f"/advies/{db.session.scalars(select(Advice.number)).first()}", 404)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.EDITOR, Role.ADMINISTRATOR])
def test_nobody_else_has_the_numbers(visit, wijk, role):
    visit(a_person(role)).open("/advies/cijfers", 403)


def test_nothing_under_five_is_shown_nor_follows_from_the_rest(wijk, samira, joost):
    rows = asked(wijk, samira, 9)
    for each in rows[:6]:
        answered(each, joost)

    found = numbers()

    assert found.waiting.open is TOO_SMALL
    sizes = {each.size: each.answered for each in found.turnaround}
    assert sizes == {AdviceSize.SHORT: 0, AdviceSize.TAILORED: WITHHELD, AdviceSize.STRATEGIC: 0}
    assert [(name, cells) for name, cells in found.by_theme if any(cells)] == [("", [9, 0])]


def test_what_was_not_used_does_not_follow_from_what_was(wijk, samira, joost):
    for at, each in enumerate(asked(wijk, samira, 10)):
        told(answered(each, joost), samira, Used.YES if at < 8 else Used.NO)

    found = numbers()

    assert (found.told, found.used, found.deeds, found.taken) == (10, WITHHELD, 10, 0)


def test_four_late_answers_do_not_follow_from_those_in_time(wijk, samira, joost):
    rows = asked(wijk, samira, 10)
    for each in rows:
        answered(each, joost)
    for each in rows[:4]:
        days_ago(each, 20)

    row = {each.size: each for each in numbers().turnaround}[AdviceSize.TAILORED]

    assert (row.answered, row.in_time) == (10, WITHHELD)


@pytest.mark.parametrize("cells", list(product([0, 1, 3, 4, 5, 7, 12], repeat=3)))
def test_whoever_adds_and_subtracts_finds_no_small_count(cells):
    """Every small cell can be at least two different numbers for who sees the row and its total."""
    row = dict(enumerate(cells))
    seen, total = shown_row(row)
    small = [at for at, count in row.items() if 0 < count < THRESHOLD]
    could_be = {at: set() for at in small}
    whole = sum(cells)
    for guess in product(*(_guesses(seen[at], whole) for at in row)):
        same, sum_seen = shown_row(dict(enumerate(guess)))
        if (same, sum_seen) == (seen, total):
            for at in small:
                could_be[at].add(guess[at])

    assert all(len(numbers) > 1 for numbers in could_be.values()), could_be


@pytest.mark.parametrize("cells", list(product([0, 1, 3, 4, 5, 7, 12], repeat=3)))
def test_a_total_that_stands_elsewhere_gives_no_small_count_away(cells):
    row, whole = dict(enumerate(cells)), sum(cells)
    seen = part_of_a_whole(row)
    small = [at for at, count in row.items() if 0 < count < THRESHOLD] if whole >= THRESHOLD else []
    guesses = product(*(_guesses(seen[at], whole) for at in row))
    same = [each for each in guesses if sum(each) == whole and part_of_a_whole(dict(enumerate(each))) == seen]

    assert all(len({each[at] for each in same}) > 1 for at in small), same


def test_what_was_asked_on_a_theme_or_step_does_not_follow_from_all_that_was_asked(wijk, samira, joost):
    themes = db.session.scalars(select(Theme).order_by(Theme.number)).all()
    asked(wijk, samira, 10, theme=themes[0], step_key="wijk")
    asked(wijk, samira, 8, theme=themes[1], step_key="doen")
    asked(wijk, samira, 3, theme=themes[2], step_key="team")

    found = numbers()

    assert found.waiting.open == 21
    assert [cells[0] for _name, cells in found.by_theme] == [WITHHELD, 8, TOO_SMALL, 0, 0, 0]
    assert sorted((name[:1], str(count)) for name, count in found.by_step) == [
        ("2", "minder dan 5"),
        ("3", "10"),
        ("7", "niet getoond"),
    ]


def _guesses(cell, whole):
    return [cell] if isinstance(cell, int) else range(whole + THRESHOLD)


@time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False)
def test_net_leaves_out_the_days_that_stood_still_and_gross_counts_a_running_pause(visit, wijk, samira, joost):
    begun, paused = (datetime.combine(add_working_days(today(), -days), time(10), UTC) for days in (8, 3))
    with time_machine.travel(begun, tick=False):
        rows = asked(wijk, samira, 5)
    with time_machine.travel(paused, tick=False):
        for each in rows:
            clarify(each, wijk, "Begrijp ik het?", by=again(joost), **HOW)
        db.session.commit()

    clock, waiting = clock_of(rows[0], history_of(rows[0])), numbers().waiting

    assert (clock.running, clock.day, clock.still, clock.gross) == (True, 4, 4, 8)
    assert (waiting.open, waiting.net, waiting.gross, waiting.paused) == (5, 4, 8, 5)
    assert "Netto 4, bruto 8 werkdagen." in visit(joost).open(f"/advies/{rows[0].number}")
    shown = visit(a_person(Role.COORDINATOR)).open("/advies/cijfers")
    assert "<dt>Daarvan staat de klok stil</dt><dd>5</dd>" in shown


def test_what_was_answered_in_a_talk_does_not_make_answers_look_quicker(wijk, samira, joost):
    rows = asked(wijk, samira, 5)
    for each in rows:
        answered(each, joost)
        days_ago(each, 6)
    for at in range(8):
        laid(wijk, again(joost), f"Gezegd {at}.")
    db.session.commit()

    found, mine = numbers(), look_back(again(joost))

    row = {each.size: each for each in found.turnaround}[AdviceSize.TAILORED]
    pace = mine.paces[AdviceSize.TAILORED]
    assert [(row.answered, row.net), (pace.many, pace.net), mine.given] == [(5, 6), (5, 6), 13]
    assert [cells for _name, cells in found.by_theme if any(cells)] == [[13, 0]]


def test_confidential_advice_counts_and_tips_that_were_not_offered_do_not(wijk, samira, joost):
    asked(wijk, samira, 5, confidential=True)
    seen = Seen(SignalSource.VISIT, "Iets gezien.", "Nu.")
    for _tip in range(5):
        weigh(wijk, seen, by=again(joost), form_key=new_uid(24), **HOW)

    found = numbers()

    assert (found.waiting.open, [cells for _name, cells in found.by_theme if any(cells)]) == (5, [[5, 0]])


def test_the_page_costs_the_same_however_much_was_asked(visit, statements, wijk, samira, joost):
    person = visit(a_person(Role.COORDINATOR, name="Anna Vries"))
    for _more in range(2):
        for each in asked(wijk, samira, 6)[:3]:
            answered(each, joost)
        with statements(15):
            person.open("/advies/cijfers")


def test_a_norm_holds_from_its_day_and_keeps_what_was_promised(visit, wijk, samira, joost):
    before = a_question(wijk, samira)
    boss = visit(a_person(Role.COORDINATOR, name="Anna Vries"))
    days = {"first": "1", "answer": "3", "valid_from": today().isoformat()}
    boss.submit("/beheer/advies/termijnen", size="tailored", **days)

    after = a_question(wijk, samira)

    db.session.refresh(before)
    assert (before.answer_days, after.answer_days, norm_on(today(), AdviceSize.TAILORED).answer) == (10, 3, 3)
    assert [each.now.answer for each in norms()] == [5, 3, 30]


@pytest.mark.parametrize(("first", "answer", "days"), [(5, 3, 0), (1, 3, -1)])
def test_a_norm_that_cannot_be_is_refused(wijk, first, answer, days):
    boss = a_person(Role.COORDINATOR, name="Anna Vries")

    with pytest.raises(Refusal):
        set_norm(AdviceSize.SHORT, first, answer, today() + timedelta(days=days), by=boss, **HOW)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.RESEARCHER])
def test_only_a_coordinator_sets_norms(visit, wijk, role):
    visit(a_person(role)).open("/beheer/advies/termijnen", 403)


def test_a_step_is_called_by_its_title_also_when_the_card_of_now_lost_it(visit, wijk, samira):
    a_question(wijk, samira, step_key="wijk")
    title = db.session.scalars(select(CardStep.title).where(CardStep.key == "wijk")).one()
    programme = first_programme()
    db.session.execute(update(CardVersion).values(current=False))
    a_card_version(programme, "9.9", keys=("starten", "team"))
    db.session.commit()

    page = visit(a_person(Role.COORDINATOR, name="Anna Vries")).open("/advies/cijfers")

    assert [(name.partition(". ")[2], count) for name, count in numbers().by_step] == [(title, TOO_SMALL)]
    assert title in page


def test_what_is_no_number_is_said_once(database, visit):
    page = visit(a_person(Role.COORDINATOR, name="Anna Vries")).submit(
        "/beheer/advies/termijnen", 422, size="short", first="abc", answer="5", valid_from=today().isoformat()
    )

    assert ("Vul een heel getal in" in page.text, "van 1 tot" in page.text) == (True, False)
