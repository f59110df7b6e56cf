"""What comes of a session: caught once, agreed with somebody, looked back on without copying, and written together."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.circles.commands.agreements import hand_over, look_back, say_how_it_goes, share_focus
from lms.circles.commands.capture import Caught, capture
from lms.circles.commands.card_round import say_in_round
from lms.circles.commands.checkins import bring_case
from lms.circles.commands.consent import ask_to_share
from lms.circles.commands.decisions import decide, look_back_on_decision
from lms.circles.commands.members import come_for, end_membership
from lms.circles.commands.own_work import forget_in_work
from lms.circles.commands.series import publish_session
from lms.circles.commands.session_notes import restore_note, write_note
from lms.circles.commands.waiting import carry_over
from lms.circles.enums import AgreementState, Attribution, ItemKind, Polarity, Visibility
from lms.circles.errors import NoteOvertaken
from lms.circles.models import AgreementReview, CircleAgreement, Insight, NoteRevision, RoundLine
from lms.circles.models.agenda import LONGEST_WHY
from lms.circles.queries.agenda import agenda_of, themes_of
from lms.circles.queries.agreements import look_back_of, open_agreements
from lms.circles.queries.own_work import work_as_data
from lms.circles.queries.session_notes import note_by_uid
from lms.circles.queries.start import start_in_circles
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import KeptBefore, Refusal
from lms.meetings.enums import Attendance
from lms.programme.enums import Fit, StepStatus, View
from lms.programme.models import StepProgress
from tests.factories.circle_talk import attended
from tests.factories.circles import (
    a_day,
    a_facilitator,
    a_series,
    again,
    in_circle,
    membership,
    sessions_in,
    whole,
)
from tests.factories.programme import a_neighbourhood
from tests.factories.session_work import an_agreement, an_insight, begun

pytestmark = pytest.mark.usefixtures("database")
SOON = timedelta(days=14)


@pytest.fixture
def sessions(circle, ilse, samira):
    found = sessions_in(a_series(circle, a_day(0.01), a_day(30, "verder"), by=ilse))
    for each in found:
        publish_session(each, by=again(ilse), origin="test")
    db.session.commit()
    return [begun(whole(found[0]), ilse), whole(found[1])]


@pytest.fixture
def session(sessions):
    return sessions[0]


def test_what_a_phone_sends_twice_is_one_insight_and_other_words_are_not_lost_silently(session, samira, place):
    theme = themes_of(session.circle)[0]
    caught = Caught(Polarity.WORKS, theme, "Samen bellen werkt.", neighbourhood=place)
    first = capture(session, caught, client_key="k" * 24, by=again(samira))
    assert capture(session, caught, client_key="k" * 24, by=again(samira)) is first
    other = Caught(Polarity.WORKS, theme, "Iets anders.", neighbourhood=place)
    with pytest.raises(KeptBefore):
        capture(session, other, client_key="k" * 24, by=again(samira))
    assert db.session.scalar(select(func.count()).select_from(Insight)) == 1
    assert (first.contributor_id, first.attribution, first.visibility) == (
        samira.id,
        Attribution.NEIGHBOURHOOD,
        Visibility.CIRCLE,
    )


def test_what_works_sometimes_says_when(session, samira):
    caught = Caught(Polarity.WORKS_SOMETIMES, themes_of(session.circle)[0], "Samen bellen.")
    with pytest.raises(Refusal) as refused:
        capture(session, caught, client_key="k" * 24, by=again(samira))
    assert refused.value.field == "condition"


def test_what_a_facilitator_writes_for_a_neighbourhood_is_of_who_comes_for_it(session, ilse, samira, place):
    assert an_insight(session, ilse, neighbourhood=place).contributor_id == samira.id
    without = an_insight(session, samira, "Zonder wijk.")
    assert (without.contributor_id, without.neighbourhood_id, without.attribution) == (
        samira.id,
        None,
        Attribution.ANONYMOUS,
    )


def test_an_agreement_comes_back_at_the_next_session_without_a_copy(sessions, ilse, samira):
    first, second = sessions
    made = an_agreement(first, samira, ilse)
    assert look_back_of(first, again(ilse)).agreements == []
    assert [each.agreement for each in look_back_of(second, again(ilse)).agreements] == [made]
    second = begun(second, ilse)
    look_back(second, made, AgreementState.DONE, "Hij komt.", by=again(samira), origin="test")
    look_back(second, made, AgreementState.DONE, "Hij komt in mei.", by=again(samira), origin="test")
    review = db.session.scalars(select(AgreementReview)).one()
    assert (review.state_then, review.remark, made.state, made.done_in_id) == (
        AgreementState.DONE,
        "Hij komt in mei.",
        AgreementState.DONE,
        second.id,
    )
    assert [each.agreement for each in look_back_of(second, again(ilse)).agreements] == [made]  # still in sight today
    assert db.session.scalar(select(func.count()).select_from(CircleAgreement)) == 1


def test_what_a_facilitator_writes_without_a_name_is_shared_by_nobody_and_taken_back_by_who_wrote_it(
    browser, circle, session, ilse
):
    """Else who holds the pen would agree in the place of who spoke."""
    row, omar = an_insight(session, ilse, "Zonder naam gezegd."), a_facilitator(circle, "Omar Haddad")
    assert row.contributor_id is None
    browser.sign_in(ilse).submit(f"/inzichten/{row.uid}/delen", 403, visibility="public", attribution="anonymous")
    with pytest.raises(Refusal, match="niet wie hem vertelde"):
        ask_to_share(row, Visibility.PUBLIC, by=again(ilse), origin="test")

    address = f"/inzichten/{row.uid}/terugnemen"
    assert address not in browser.sign_in(omar).open(f"/inzichten/{row.uid}")
    browser.open(address, 403)
    assert address in browser.sign_in(ilse).open(f"/inzichten/{row.uid}")
    browser.submit(address)
    db.session.refresh(row)
    assert row.withdrawn


def test_themes_and_cases_that_were_carried_over_come_back_at_the_next_session(circle, ilse, samira):
    first, second = sessions_in(a_series(circle, a_day(7), a_day(30, "verder"), by=ilse))
    case = bring_case(first, "Bewoners haken af", "Na een week", theme=None, by=again(samira), origin="test").item
    theme = next(each for each in agenda_of(first).items if each.kind is ItemKind.THEME)
    for item in (theme, case):
        carry_over(item, by=again(ilse))
    back = [each.title for each in look_back_of(second, again(samira)).carried]
    assert sorted(back) == sorted([theme.title, "Bewoners haken af"])
    assert look_back_of(first, again(samira)).carried == []


def test_who_is_stuck_says_why(session, samira, ilse):
    made = an_agreement(session, samira, ilse)
    with pytest.raises(Refusal, match="waardoor"):
        say_how_it_goes(made, AgreementState.STUCK, by=again(samira), origin="test")
    say_how_it_goes(made, AgreementState.STUCK, "Geen tijd.", by=again(samira), origin="test")
    assert (made.state, made.stuck_why) == (AgreementState.STUCK, "Geen tijd.")
    say_how_it_goes(made, AgreementState.DOING, "telt niet mee", by=again(samira), origin="test")
    assert (made.state, made.stuck_why) == (AgreementState.DOING, "")


def test_a_long_story_at_the_look_back_stands_whole_with_the_session_and_short_with_the_agreement(
    sessions, ilse, samira
):
    made, story = an_agreement(sessions[0], samira, ilse), "De huisarts is weg. " * 24
    kept = look_back(begun(sessions[1], ilse), made, AgreementState.STUCK, story, by=again(samira), origin="test")
    assert kept.remark == story.strip()
    assert len(made.stuck_why) <= LONGEST_WHY
    assert made.stuck_why.startswith("De huisarts is weg. De")


def test_only_who_does_it_wrote_it_or_facilitates_says_how_it_goes(circle, session, samira, ilse):
    made = an_agreement(session, samira, ilse)
    with pytest.raises(Refusal):
        say_how_it_goes(made, AgreementState.DONE, by=again(in_circle(circle, name="Teun")), origin="test")


def test_one_agreement_of_a_session_is_what_everybody_works_on(session, samira, ilse):
    first, second = (an_agreement(session, samira, ilse, title) for title in ("Een", "Twee"))
    share_focus(first, session, by=again(ilse))
    share_focus(second, session, by=again(ilse))
    db.session.expire_all()
    shared = select(CircleAgreement.title).where(CircleAgreement.is_shared_focus)
    assert db.session.scalars(shared).all() == ["Twee"]


def test_who_comes_for_another_neighbourhood_leaves_the_old_one_with_what_was(circle, session, samira, ilse, place):
    made = an_agreement(session, samira, ilse)
    caught = an_insight(session, samira, neighbourhood=place)
    elsewhere = a_neighbourhood("Havenbuurt")
    come_for(membership(circle, samira), elsewhere, by=again(ilse), origin="test")
    db.session.commit()
    later = an_agreement(session, samira, ilse, "Iets nieuws")
    assert (made.neighbourhood_id, caught.neighbourhood_id) == (place.id, place.id)
    assert later.neighbourhood_id == elsewhere.id


def test_when_a_facilitator_leaves_everybody_sees_what_nobody_does_and_may_choose(circle, session, samira, ilse):
    nora = a_facilitator(circle, "Nora Verbeek")
    made = an_agreement(session, nora, ilse)
    coordinator = again(db.session.get_one(type(nora), circle.by_id))
    end_membership(membership(circle, nora), by=coordinator, origin="test")
    db.session.commit()
    assert [(each.agreement, each.owner_left) for each in open_agreements(circle, again(ilse))] == [(made, True)]
    hand_over(made, samira.uid, by=again(samira), origin="test")
    assert [each.owner_left for each in open_agreements(circle, again(ilse))] == [False]
    with pytest.raises(Refusal):  # it has an owner again: not for anybody to take
        hand_over(made, ilse.uid, by=again(in_circle(circle, name="Teun")), origin="test")


def test_a_decision_comes_back_when_its_day_has_come_and_until_somebody_says_what_came_of_it(sessions, ilse):
    first, second = sessions
    soon = decide(first, "We bellen samen.", today() + SOON, form_key="a" * 24, by=again(ilse))
    decide(first, "Later.", today() + timedelta(days=90), form_key="b" * 24, by=again(ilse))
    assert list(look_back_of(second, again(ilse)).decisions) == [soon]
    second = begun(second, ilse)
    look_back_on_decision(second, soon, "Het werkt.", by=again(ilse))
    assert (soon.outcome, soon.looked_back_in_id) == ("Het werkt.", second.id)


def test_who_saves_a_note_second_gets_both_texts_and_nothing_is_lost(session, samira, ilse):
    note = write_note(session, None, "Begin", seen=0, by=again(ilse))
    write_note(session, None, "Begin van Samira", seen=1, by=again(samira))
    with pytest.raises(NoteOvertaken) as overtaken:
        write_note(session, None, "Begin van Ilse", seen=1, by=again(ilse))
    assert (overtaken.value.now, overtaken.value.was) == ("Begin van Samira", "Begin")
    write_note(session, None, "Allebei", seen=2, by=again(ilse))
    restore_note(note_by_uid("leerkring-noord", 1, note.uid, again(samira)), 1, by=again(samira), origin="test")
    rows = db.session.execute(select(NoteRevision.number, NoteRevision.text, NoteRevision.restored))
    assert [tuple(row) for row in rows.all()] == [
        (1, "Begin", None),
        (2, "Begin van Samira", None),
        (3, "Allebei", None),
        (4, "Begin", 1),
    ]


def test_a_neighbourhood_says_where_it_stands_on_its_own_card_and_in_the_session(session, samira, ilse, place):
    given = {"fit": Fit.PARTLY, "remark": "Het duurt langer.", "origin": "test"}
    line = say_in_round(session, place, "team", StepStatus.IN_PROGRESS, **given, by=again(samira))
    progress = db.session.scalars(select(StepProgress)).one()
    assert (progress.view, progress.status, line.progress_id) == (View.SELF, StepStatus.IN_PROGRESS, progress.id)
    say_in_round(session, place, "team", StepStatus.IN_PROGRESS, **{**given, "remark": "Toch niet."}, by=again(samira))
    assert [each.remark for each in db.session.scalars(select(RoundLine))] == ["Toch niet."]
    other = in_circle(session.circle, name="Teun Hofstra")
    with pytest.raises(Refusal, match="eigen wijk"):
        say_in_round(session, place, "team", StepStatus.DONE_FOR_NOW, **given, by=again(other))


def test_a_facilitator_writes_down_what_somebody_who_is_there_says_and_the_log_knows(session, samira, ilse, place):
    given = {"origin": "test", "by": again(ilse)}
    line = say_in_round(session, place, "team", StepStatus.IN_PROGRESS, **given)
    assert (line.by_id, line.status) == (ilse.id, StepStatus.IN_PROGRESS)
    db.session.commit()
    assert "circle.round_for" in db.session.scalars(select(AuditEntry.action)).all()
    attended(session, samira, how=Attendance.ABSENT)
    with pytest.raises(Refusal, match="voor wie er is"):
        say_in_round(session, place, "team", StepStatus.DONE_FOR_NOW, **given)


def test_before_it_begins_nobody_writes_along(sessions, samira):
    with pytest.raises(Refusal, match="niet bezig"):
        an_agreement(sessions[1], samira, samira)


def test_an_erased_person_leaves_agreements_that_wait_for_another_and_no_name(session, samira, ilse):
    made = an_agreement(session, samira, samira)
    write_note(session, None, "Mijn woorden", seen=0, by=again(samira))
    assert {name: len(rows) for name, rows in work_as_data(samira).items()} == {
        "agreements": 1,
        "agreements_written": 1,
        "looked_back": 0,
        "decisions": 0,
        "notes": 1,
        "card_rounds": 0,
    }
    forget_in_work(samira)
    db.session.expire_all()
    assert (made.owner_id, made.by_id) == (None, None)
    assert db.session.scalars(select(NoteRevision.by_id)).all() == [None]
    assert [each.owner_left for each in open_agreements(session.circle, again(ilse))] == [True]
    assert not start_in_circles(again(samira)).promised
