"""An adviser learns what neighbourhoods did with their advice, and how long answers took; nobody else does."""

from datetime import UTC, datetime, time

import pytest
import time_machine
from sqlalchemy import update

from lms.accounts.enums import Role
from lms.advice.commands.clarifying import clarify
from lms.advice.commands.confidential import mark_confidential
from lms.advice.commands.followups import tell_what_came
from lms.advice.commands.responding import respond, take_deed
from lms.advice.commands.taking import refer
from lms.advice.enums import AdviceSize, ResponseKind, Used, UsedHow, WhyNot
from lms.advice.models import AdviceDeed, AdviceFollowUp
from lms.advice.queries.followups import open_followup
from lms.advice.queries.lookback import look_back
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.working_days import add_working_days
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again

HOW = {"origin": "test"}
PAGE = "/advies/terugblik"
STATEMENTS = 3


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


def given(wijk, samira, joost, question):
    return answered(a_question(wijk, samira, question), again(joost))


def told(advice, by, used, **more):
    db.session.execute(update(AdviceFollowUp).values(asked_at=now(), due_on=today()))
    said = more | {"by": again(by), "form_key": new_uid(24)} | HOW
    tell_what_came(open_followup(advice), advice, advice.neighbourhood, used, **said)
    db.session.commit()


def test_it_says_what_was_used_for_what_and_why_not(visit, wijk, samira, joost):
    told(
        given(wijk, samira, joost, "Wat werkt?"), samira, Used.YES, how=UsedHow.PRIORITY, changed="De bakker doet mee."
    )
    told(given(wijk, samira, joost, "Wat niet?"), samira, Used.NO, why_not=WhyNot.TOO_LATE)
    given(wijk, samira, joost, "Nog niets van gehoord?")

    back, page = look_back(joost), visit(joost).open(PAGE)

    assert (back.given, back.answered, back.was_used, back.used[Used.NO]) == (3, 2, 1, 1)
    assert [row.title for row in back.told] == ["Wat niet?", "Wat werkt?"]
    words = (
        "De bakker doet mee.",
        "Om te kiezen wat eerst komt.",
        "Het kwam te laat.",
        "Gebruikt: ja",
        "Gebruikt: nee",
    )
    assert [each for each in words if each not in page] == []
    assert "Nog niets van gehoord?" not in page


def test_what_was_taken_over_and_said_at_once_shows_before_the_six_weeks(visit, wijk, samira, joost):
    advice = given(wijk, samira, joost, "Wat werkt?")
    respond(advice, wijk, ResponseKind.PARTLY, by=again(samira), **HOW)
    take_deed(db.session.query(AdviceDeed).one(), advice, wijk, by=again(samira))
    db.session.commit()

    page = visit(joost).open(PAGE)

    assert ("We nemen het deels over" in page, "1 van 1 overgenomen" in page) == (True, True)


def test_it_tells_net_and_gross_days_with_a_pause_that_runs(visit, wijk, samira, joost):
    begun, paused = (datetime.combine(add_working_days(today(), -days), time(10), UTC) for days in (8, 3))
    with time_machine.travel(begun, tick=False):
        waits, done = a_question(wijk, samira), a_question(wijk, samira)
    with time_machine.travel(paused, tick=False):
        clarify(waits, wijk, "Begrijp ik het?", by=again(joost), **HOW)
        answered(done, again(joost))

    back = look_back(joost)

    assert (back.waiting.many, back.waiting.net, back.waiting.gross) == (1, 4, 8)
    pace = back.paces[AdviceSize.TAILORED]
    assert (pace.many, pace.net, pace.gross, pace.in_time) == (1, 5, 5, 1)
    assert "Wacht nog op antwoord: 1" in visit(joost).open(PAGE)


def test_it_is_about_own_advice_alone(visit, wijk, samira, joost, miriam):
    elsewhere = a_neighbourhood("Havenbuurt", adviser=miriam)
    lotte = a_member(elsewhere, Role.NEIGHBOURHOOD_DIRECTOR, name="Lotte Kok")
    told(given(elsewhere, lotte, miriam, "Van Miriam?"), lotte, Used.YES)
    told(given(wijk, samira, joost, "Van Joost?"), samira, Used.YES)

    assert [[row.title for row in look_back(again(each)).told] for each in (joost, miriam)] == [
        ["Van Joost?"],
        ["Van Miriam?"],
    ]
    for role in (Role.COORDINATOR, Role.RESEARCHER, Role.ADMINISTRATOR):
        visit(a_person(role)).open(PAGE, 403)
    visit(again(samira)).open(PAGE, 403)


def test_what_is_confidential_is_there_for_who_is_named_alone(visit, wijk, samira, joost, miriam):
    advice = given(wijk, samira, joost, "In vertrouwen?")
    told(advice, samira, Used.YES)
    mark_confidential(advice, [], "Over iemand.", by=again(samira), **HOW)
    db.session.commit()
    mine = "In vertrouwen?" in visit(joost).open(PAGE)

    advice.owner_id = miriam.id  # as after a mistake in the data: owner, and not named
    db.session.commit()

    assert (mine, "In vertrouwen?" in visit(miriam).open(PAGE)) == (True, False)


def test_what_belonged_elsewhere_waits_no_more(wijk, samira, joost):
    refer(a_question(wijk, samira), wijk, "De GGD.", by=again(joost), **HOW)
    db.session.commit()

    assert (look_back(joost).waiting.many, look_back(joost).given) == (0, 0)


def test_who_gave_nothing_yet_reads_what_will_come(visit, joost):
    assert "Je gaf het laatste jaar nog geen advies." in visit(joost).open(PAGE)


def test_the_page_costs_the_same_however_much_was_given(visit, statements, wijk, samira, joost):
    adviser = visit(joost)
    for many in (1, 4):
        for at in range(many):
            told(given(wijk, samira, joost, f"Vraag {many} {at}?"), samira, Used.YES)
        adviser.open(PAGE)
        with statements(STATEMENTS):
            adviser.open(PAGE)
