"""What a circle leaves is what it learned; what people brought, answered and jotted down goes when its time is over."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.circles.commands import retention
from lms.circles.commands.checkins import bring_case, say_what_works
from lms.circles.commands.confidential import mark_confidential
from lms.circles.commands.followups import answer_followup
from lms.circles.commands.own_talk import forget_talk
from lms.circles.commands.prework import bring_prework, invite_expert, set_assignment
from lms.circles.commands.session_notes import write_note
from lms.circles.commands.waiting import put_also_on
from lms.circles.enums import Hushed, Stage, Used, Visibility
from lms.circles.models import (
    AgendaItem,
    CheckIn,
    CircleAgreement,
    Confidential,
    ExpertLink,
    FeedbackAnswer,
    FollowUp,
    Insight,
    Named,
    NoteRevision,
    Prework,
    PreworkAnswer,
    PreworkPhoto,
    SessionNote,
)
from lms.circles.queries.confidential import is_hushed
from lms.kernel.chance import new_uid
from lms.kernel.clock import local, now, today
from lms.kernel.db import db
from lms.meetings.commands.own import forget_replacements, forget_walk_ins
from lms.meetings.models import Attender, Meeting, WalkIn
from lms.programme.commands.retention import forget_taken_away
from lms.programme.models import Moment
from tests.factories.circle_talk import agreed, attended, learned, reported
from tests.factories.circles import a_day, a_session, again, in_circle, whole
from tests.factories.programme import a_member, a_neighbourhood

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def samira(circle):
    place = a_neighbourhood("Oosterveld")
    leads = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    return in_circle(circle, person=leads, place=place)


@pytest.fixture
def session(circle, ilse, samira):
    """A session to which somebody brought all there is, a while ago."""
    session = a_session(circle, by=ilse)
    due = local(session.meeting.starts_at).date()
    set_assignment(session, "Loop een rondje", due, photos=True, by=again(ilse))
    bring_prework(whole(session), "Ik liep een rondje", by=again(samira))
    answer = db.session.scalars(select(PreworkAnswer)).one()
    db.session.add(PreworkPhoto(answer_id=answer.id, file="a.webp", thumbnail="b.webp", consent=True))
    say_what_works(whole(session), "Koffie", "Folders", themes=(None, None), by=again(samira))
    bring_case(whole(session), "Geheim", "Over Jan", theme=None, named=[ilse], by=again(samira), origin="test")
    invite_expert(whole(session), "Prof. de Wit", "Universiteit", form_key=new_uid(24), by=again(ilse), origin="test")
    session.stage = Stage.RUNNING
    write_note(whole(session), None, "Een notitie", seen=0, by=again(ilse))
    note = db.session.scalars(select(SessionNote)).one()
    mark_confidential(Hushed.NOTE, note.id, circle, [samira], by=again(ilse), origin="test")
    session.meeting.starts_at, session.meeting.ends_at = now() - timedelta(hours=30), now() - timedelta(hours=28)
    db.session.commit()
    return whole(session)


def many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def both(forget, session) -> tuple[int, int]:
    """Return how much goes just before a session was over long enough, and just after."""
    edge = db.session.get_one(Meeting, session.meeting_id).ends_at
    found = forget(edge), forget(edge + timedelta(seconds=1))
    db.session.commit()
    db.session.expire_all()
    return found


def test_what_people_brought_goes_and_a_confidential_case_stays_one(session, samira):
    item = db.session.scalars(select(CheckIn.item_id)).one()
    said = learned(session, samira, "Over Jan gezegd", item=db.session.get_one(AgendaItem, item))

    assert both(retention.forget_brought, session) == (0, 4)
    row = db.session.scalars(select(CheckIn)).one()
    assert (row.works, row.works_not, row.case_title, row.case_text) == ("", "", "", "")
    assert [many(each) for each in (PreworkPhoto, PreworkAnswer, Prework)] == [0, 0, 0]
    assert is_hushed(said)
    assert retention.forget_brought(now()) == 0


def test_notes_experts_and_the_names_of_walk_ins_go_and_what_was_learned_and_agreed_stays(session, samira, ilse):
    learned(session, samira)
    agreed(session, samira)
    db.session.add(WalkIn(meeting_id=session.meeting_id, name="Piet Jansen", by_id=ilse.id))
    attender = db.session.get_one(Attender, (session.meeting_id, samira.id))
    attender.replacement = "Mijn collega Joke"
    db.session.commit()

    assert both(retention.forget_notes, session) == (0, 1)
    assert both(retention.forget_experts, session) == (0, 1)
    assert both(forget_walk_ins, session) == (0, 1)
    assert both(forget_replacements, session) == (0, 1)
    assert [many(each) for each in (SessionNote, NoteRevision, ExpertLink)] == [0, 0, 0]
    assert db.session.scalars(select(Confidential.kind)).all() == [Hushed.CASE]
    assert many(Named) == 2
    assert (many(Insight), many(CircleAgreement), many(Attender) > 1) == (1, 1, True)


def test_free_answers_go_after_the_last_session_of_the_series_and_the_figures_stay(session):
    given = {"series_id": session.series_id, "useful": 4, "text": "Fijn", "shown": True}
    db.session.add(FeedbackAnswer(**given))
    db.session.add(FeedbackAnswer(series_id=session.series_id, sealed="dicht"))
    db.session.commit()

    assert both(retention.forget_answers, session) == (0, 2)
    assert [(each.useful, each.text) for each in db.session.scalars(select(FeedbackAnswer))] == [(4, "")]


def test_what_came_of_it_goes_and_a_moment_that_goes_first_takes_nothing_down(session, samira):
    attended(session, samira)
    reported(session)
    row = db.session.scalars(select(FollowUp)).one()
    row.asked_at, row.due_on = now(), today() - timedelta(days=1)
    db.session.commit()
    answer_followup(row, Used.YES, "Elke week koffie", form_key=new_uid(24), by=again(samira))
    moment = db.session.get_one(Moment, row.moment_id)
    moment.removed_at = now() - timedelta(days=100)
    db.session.commit()

    assert forget_taken_away(now()) == 1
    db.session.expire_all()
    assert db.session.scalars(select(FollowUp.moment_id)).all() == [None]
    assert retention.forget_followups(now() - timedelta(days=1)) == 0
    assert retention.forget_followups(now()) == 1


def test_erasing_who_brought_a_confidential_case_opens_nothing_that_was_said_about_it(session, samira, ilse):
    item = db.session.get_one(AgendaItem, db.session.scalars(select(CheckIn.item_id)).one())
    said = learned(session, ilse, "Over Jan gezegd", item=item, visibility=Visibility.CIRCLE)
    forget_talk(again(samira))
    db.session.commit()
    db.session.expire_all()

    row = db.session.scalars(select(CheckIn)).one()
    assert (row.works, row.case_title, row.case_text, row.neighbourhood_id) == ("", "", "", None)
    assert is_hushed(said)


def test_the_story_of_a_case_goes_from_every_agenda_with_its_time_and_with_who_brought_it(circle, samira, ilse):
    first, later = a_session(circle, by=ilse), a_session(circle, a_day(14), by=ilse)
    case = bring_case(first, "Bewoners haken af", "Over Jan", theme=None, by=again(samira), origin="test")
    put_also_on(case.item, later, by=again(ilse))
    stories = select(AgendaItem.about).where(AgendaItem.about == "Over Jan")
    for each in (first, later):
        each.meeting.starts_at, each.meeting.ends_at = now() - timedelta(hours=30), now() - timedelta(hours=28)
    db.session.commit()
    assert len(db.session.scalars(stories).all()) == 2

    retention.forget_brought(now())
    assert db.session.scalars(stories).all() == []
    forget_talk(again(samira))
    titles = select(AgendaItem.title).where(AgendaItem.title == "Bewoners haken af")
    assert db.session.scalars(titles).all() == []
