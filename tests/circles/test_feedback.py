"""One question after a session: nobody can be paired with an answer, and nothing shows that gives one away."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from lms.circles.commands.confidential import mark_confidential
from lms.circles.commands.feedback import USE, answer_question
from lms.circles.commands.series import publish_session
from lms.circles.enums import Hushed
from lms.circles.jobs.after import close
from lms.circles.models import FeedbackAnswer, FeedbackReceipt, FeedbackRound
from lms.circles.queries.feedback import taken_from
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.sealing import opened
from lms.meetings.enums import Attendance
from tests.factories.circle_talk import attended, reported
from tests.factories.circles import a_day, a_series, again, in_circle, sessions_in, whole

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def people(circle):
    return [in_circle(circle, name=f"Deelnemer {number}") for number in range(1, 8)]


@pytest.fixture
def sessions(circle, ilse, people):
    series = a_series(circle, a_day(7), a_day(30), a_day(60), by=ilse)
    for each in sessions_in(series):
        publish_session(each, by=again(ilse), origin="test")
    db.session.commit()
    for each in sessions_in(series):
        reported(each)
    return sessions_in(series)


def answers(session, people) -> None:
    """Let people answer, each with words of their own."""
    for each in people:
        answer_question(whole(session), 4, f"van {each.name} over {session.number}", by=again(each))
        db.session.commit()


def closed(session) -> None:
    """Let the round of a session be over and closed."""
    round_ = db.session.get_one(FeedbackRound, session.id)
    round_.last_day -= timedelta(days=30)
    db.session.commit()
    close()


def shown(session) -> int:
    """Return how many answers show."""
    return taken_from(whole(session).series).total


def test_who_was_there_answers_once_and_who_was_away_is_not_asked(circle, ilse, people):
    series = a_series(circle, a_day(7), by=ilse)
    session = sessions_in(series)[0]
    publish_session(session, by=again(ilse), origin="test")
    attended(session, people[0], how=Attendance.ABSENT)
    reported(session)
    answers(session, people[1:2])
    with pytest.raises(Refusal, match="al beantwoord"):
        answer_question(whole(session), 5, "", by=again(people[1]))
    with pytest.raises(Refusal, match="wie er bij was"):
        answer_question(whole(session), 5, "", by=again(people[0]))


def test_no_answer_is_shown_that_five_others_do_not_come_with(sessions, people):
    """Trap 12: of four nothing shows; the fifth shows five at once, and the sixth waits for four more."""
    answers(sessions[0], people[:4])
    closed(sessions[0])
    assert (shown(sessions[0]), taken_from(whole(sessions[0]).series).waiting) == (0, True)
    answers(sessions[1], people[:1])
    assert shown(sessions[0]) == 0  # an open round shows nothing
    closed(sessions[1])
    assert shown(sessions[0]) == 5
    answers(sessions[2], people[:1])
    closed(sessions[2])
    assert (shown(sessions[0]), taken_from(whole(sessions[0]).series).waiting) == (5, True)


def test_of_a_confidential_session_only_figures_come_out(sessions, people, ilse):
    answers(sessions[0], people[:5])
    circle = whole(sessions[0]).circle
    mark_confidential(Hushed.SESSION, sessions[0].id, circle, people, by=again(ilse), origin="test")
    closed(sessions[0])
    taken = taken_from(whole(sessions[0]).series)
    assert (taken.total, list(taken.texts)) == (5, [])


def test_the_database_cannot_pair_an_answer_with_a_person_by_id_time_or_place_in_the_file(sessions, people):
    session = sessions[0]
    answers(session, people)
    columns = {column.name for column in FeedbackAnswer.__table__.columns}
    assert columns == {"id", "series_id", "session_id", "useful", "text", "sealed", "shown"}
    assert {column.name for column in FeedbackReceipt.__table__.columns} == {"session_id", "person_id", "answered"}
    if db.session.get_bind().dialect.name == "postgresql":
        for table in ("session_feedback_answer", "session_feedback_receipt"):
            written = db.session.scalars(text(f"SELECT xmin::text FROM {table} WHERE session_id = {session.id}")).all()  # noqa: S608
            assert len(written) == 7
            assert len(set(written)) == 1
    closed(session)
    kept = db.session.scalars(select(FeedbackAnswer)).all()
    assert {(each.session_id, each.shown) for each in kept} == {(None, True)}
    assert db.session.scalars(select(FeedbackReceipt).where(FeedbackReceipt.session_id == session.id)).all() == []


def test_who_answered_alone_is_in_the_database_and_what_they_said_is_not(sessions, people):
    """One receipt and one answer would be a pair; so would the difference between the copies of two nights."""
    answer_question(whole(sessions[0]), 1, "Niets aan", by=again(people[0]))
    answer_question(whole(sessions[1]), 5, "Samen eten met alle buren, elke week weer " * 8, by=again(people[0]))
    db.session.commit()
    rows = db.session.scalars(select(FeedbackAnswer)).all()
    assert {(each.useful, each.text) for each in rows} == {(None, "")}
    assert len({len(each.sealed) for each in rows}) == 1  # nor does its length
    closed(sessions[0])
    assert {(each.useful, each.text) for each in db.session.scalars(select(FeedbackAnswer))} == {(None, "")}
    answers(sessions[1], people[1:5])
    closed(sessions[1])
    assert "Niets aan" in taken_from(whole(sessions[0]).series).texts


def test_the_order_in_the_file_says_nothing_about_who_came_first(sessions, people):
    """Seven answers land in the order they came in one time of 5040; both rounds the same would be a fault."""
    orders = Counter()
    place = "rowid" if db.session.get_bind().dialect.name == "sqlite" else "ctid"
    for session in sessions[:2]:
        answers(session, people)
        came = [f"van {each.name} over {session.number}" for each in people]
        found = db.session.scalars(
            text(f"SELECT sealed FROM session_feedback_answer WHERE session_id = {session.id} ORDER BY {place}")  # noqa: S608
        ).all()
        orders[[(opened(each, USE) or "")[1:].rstrip() for each in found] == came] += 1
    assert orders[True] < 2


def test_closing_twice_changes_nothing(sessions, people):
    answers(sessions[0], people[:6])
    closed(sessions[0])
    before = set(db.session.scalars(select(FeedbackAnswer.id)))
    close()
    assert set(db.session.scalars(select(FeedbackAnswer.id))) == before
    with pytest.raises(Refusal, match="gesloten"):
        answers(sessions[0], people[6:])
