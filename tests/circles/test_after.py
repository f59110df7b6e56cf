"""After a session: a report that writes itself, is corrected by whose words they are, and is then fixed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.models import Notice
from lms.circles.commands.checkins import bring_case
from lms.circles.commands.consent import choose_readers
from lms.circles.commands.own_talk import forget_talk
from lms.circles.commands.reports import add_to_report, correct_own
from lms.circles.enums import Attribution, InsightState, LineKind, Stage
from lms.circles.jobs.after import begin, fix, warn
from lms.circles.models import FeedbackRound, FollowUp, Report
from lms.circles.queries.checkins import checkin_of
from lms.circles.queries.reports import report_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.working_days import add_working_days, working_days_between
from tests.factories.circle_talk import agreed, decided, learned, reported, wrapped_up
from tests.factories.circles import a_session, again, in_circle, whole
from tests.factories.programme import a_neighbourhood

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


@pytest.fixture
def session(circle, ilse, samira, peter):
    return a_session(circle, by=ilse)


def said(session) -> list[tuple[str, str, str]]:
    """Return what a report says, and by whom."""
    lines = report_of(whole(session), hushed=False).lines
    return [(line.kind.value, line.text, line.person.name if line.person else "") for line in lines]


def told(cause: str) -> int:
    """Return how many people were told."""
    return len(db.session.scalars(select(Notice.id).where(Notice.cause == cause)).all())


def days_later(session, days: int) -> None:
    """Let so many days go by for a report."""
    row = db.session.get_one(Report, session.id)
    row.last_day -= timedelta(days=days)
    if row.warned_on is not None:
        row.warned_on -= timedelta(days=days)
    db.session.commit()


def test_a_report_writes_itself_and_names_people_as_they_chose(session, samira, peter):
    learned(session, samira, "Samen eten werkt", attribution=Attribution.NAME)
    learned(session, peter, "Flyers werken niet")
    agreed(session, peter)
    decided(session, samira)
    reported(session)
    assert said(session) == [
        ("insight", "Samen eten werkt", "Samira Bennani"),
        ("insight", "Flyers werken niet", ""),
        ("agreement", "Ik bel de huisarts", "Peter de Groot"),
        ("decision", "We komen elke maand", ""),
    ]


def test_everybody_has_five_working_days_for_their_own_words_and_is_told(session):
    report = reported(session)
    assert (report.last_day, working_days_between(today(), report.last_day)) == (add_working_days(today(), 5), 5)
    assert told("circle.report") == 3


def test_people_correct_their_own_words_and_nobody_elses(session, samira, peter):
    mine, theirs = learned(session, samira), agreed(session, peter)
    reported(session)
    correct_own(whole(session), LineKind.INSIGHT, mine.uid, "Samen koken werkt", by=again(samira), origin="test")
    with pytest.raises(Refusal, match="eigen woorden"):
        correct_own(whole(session), LineKind.AGREEMENT, theirs.uid, "Iets anders", by=again(samira), origin="test")
    assert [line[1] for line in said(session)] == ["Samen koken werkt", "Ik bel de huisarts"]


def test_a_report_is_fixed_after_its_days_and_never_changes_again(session, samira):
    row = learned(session, samira, attribution=Attribution.NAME)
    reported(session)
    days_later(session, 12)
    warn()
    fix()
    assert db.session.get_one(Report, session.id).fixed_at is None  # nobody had a day's warning yet
    days_later(session, 1)
    fix()
    row.statement = "Iets heel anders"
    db.session.commit()
    assert (whole(session).stage, said(session)) == (Stage.FINAL, [("insight", "Samen eten werkt", "Samira Bennani")])
    with pytest.raises(Refusal, match="vastgesteld"):
        correct_own(whole(session), LineKind.INSIGHT, row.uid, "Toch anders", by=again(samira), origin="test")


def test_a_worker_that_was_down_wraps_up_once(session, samira):
    """Trap 6: every job asks what is due by now, so that twelve hours later it still goes, and once."""
    wrapped_up(session)
    for _time in range(3):
        begin()
    days_later(session, 20)
    for _time in range(3):
        warn()
        fix()
    assert (told("circle.report"), told("circle.report_fixed_soon")) == (3, 3)
    days_later(session, 1)
    for _time in range(3):
        begin()
        warn()
        fix()
    assert (told("circle.report"), told("circle.report_fixed_soon")) == (3, 3)
    assert whole(session).stage is Stage.FINAL
    assert len(db.session.scalars(select(FeedbackRound)).all()) == 1
    assert len(db.session.scalars(select(FollowUp)).all()) == 2


def test_after_it_is_fixed_people_only_add_below_with_name_and_day(session, samira):
    reported(session)
    key = new_uid(24)
    with pytest.raises(Refusal, match="nog niet vastgesteld"):
        add_to_report(whole(session), "Nog iets", form_key=key, by=again(samira), origin="test")
    days_later(session, 12)
    warn()
    days_later(session, 1)
    fix()
    add_to_report(whole(session), "Nog iets", form_key=key, by=again(samira), origin="test")
    add_to_report(whole(session), "Nog iets", form_key=key, by=again(samira), origin="test")
    added = report_of(whole(session), hushed=False).addenda
    assert [(each.text, each.by.name) for each in added] == [("Nog iets", "Samira Bennani")]


def test_what_came_of_a_confidential_case_is_in_no_report(session, samira, peter):
    """Trap 21: what is exported follows who may read."""
    bring_case(session, "Vraag", "Over Jan", theme=None, named=[peter], by=again(samira), origin="test")
    item = checkin_of(session, samira).item
    learned(session, samira, "Over Jan geleerd", item=item)
    agreed(session, peter, "Jan bellen", item=item)
    decided(session, peter, "Jan helpen", item=item)
    learned(session, samira, "Dit mag iedereen weten")
    reported(session)
    assert [line[1] for line in said(session)] == ["Dit mag iedereen weten"]


def test_an_insight_that_is_taken_back_leaves_a_fixed_report_too(session, samira):
    row = learned(session, samira)
    reported(session)
    days_later(session, 12)
    warn()
    days_later(session, 1)
    fix()
    row.statement, row.state = "", InsightState.WITHDRAWN
    db.session.commit()
    assert said(session) == []


def test_who_chooses_to_be_named_less_is_named_less_in_a_fixed_report_too(session, circle):
    place = a_neighbourhood("Oosterveld")
    who = in_circle(circle, name="Fatma Aydin", place=place)
    row = learned(session, who, attribution=Attribution.NAME, neighbourhood_id=place.id)
    agreed(session, who)
    reported(session)
    days_later(session, 12)
    warn()
    days_later(session, 1)
    fix()
    assert named(session) == [("Fatma Aydin", "Oosterveld"), ("Fatma Aydin", "")]
    for chosen, line in ((Attribution.NEIGHBOURHOOD, ("", "Oosterveld")), (Attribution.ANONYMOUS, ("", ""))):
        choose_readers(row, row.visibility, chosen, by=again(who), origin="test")
        db.session.commit()
        assert named(session) == [line, ("Fatma Aydin", "")]


def named(session) -> list[tuple[str, str]]:
    """Return by whom the lines of a report stand."""
    lines = report_of(whole(session), hushed=False).lines
    names = [(line.person, line.neighbourhood) for line in lines]
    return [(who.name if who else "", place.name if place else "") for who, place in names]


def test_an_erased_person_leaves_no_name_in_a_fixed_report(session, samira):
    agreed(session, samira)
    reported(session)
    days_later(session, 12)
    warn()
    days_later(session, 1)
    fix()
    forget_talk(again(samira))
    assert said(session) == [("agreement", "Ik bel de huisarts", "")]
