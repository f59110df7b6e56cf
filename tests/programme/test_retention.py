"""What the programme keeps goes when its time is over; what a finished neighbourhood reached stays, without names."""

import io
from datetime import timedelta

import pytest
import time_machine

from lms.accounts.enums import Role
from lms.accounts.jobs import tell_a_batch_of_the_long_away
from lms.accounts.models import Grant, Notice
from lms.kernel import audit, retention
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.work import unit_of_work
from lms.programme.commands.absences import plan_absence
from lms.programme.commands.teams import end_membership
from lms.programme.enums import Fit, JoinAnswer, NeighbourhoodState, PromptKind, StepStatus
from lms.programme.jobs.retention import KEPT, tell_a_batch
from lms.programme.models import (
    Absence,
    AbsenceGrant,
    Asked,
    Decision,
    Evidence,
    HelpedTick,
    HelpOffer,
    KeptUpload,
    Moment,
    MomentChip,
    OnePage,
    Prompt,
    SharedText,
    SmallStepDone,
    StateChange,
    StepFeedback,
    StepProgress,
    TeamMember,
)
from tests.factories.kernel import a_night
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved

pytestmark = pytest.mark.usefixtures("empty_store")
PICKED = {"moments": [], "decisions": [], "dream": "", "counts": []}
YEAR = 365


@pytest.fixture
def empty_store(database):
    """Begin without the files of other tests."""
    for name in list(files().names()):
        files().delete(name)


def ago(days):
    return now() - timedelta(days=days)


def keep(*rows):
    db.session.add_all(rows)
    db.session.commit()


def stored(suffix=".webp"):
    return files().put(io.BytesIO(b"kanarie"), limit=1000, suffix=suffix).name


def finished(days, state=NeighbourhoodState.FINISHED):
    """A neighbourhood that was finished so many days ago, and what it is now."""
    place = a_neighbourhood(state=state)
    keep(StateChange(neighbourhood_id=place.id, state="finished", by_id=place.adviser_id, at=ago(days)))
    return place


def told_in(place):
    """Fill a neighbourhood with all that people tell, show, ask and decide."""
    writer = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
    here = {"neighbourhood_id": place.id, "by_id": writer.id}
    step = {"card_version_id": place.card_version_id, "step_key": "team"}
    moment = Moment(**here, text="kanarie", recording=stored(".webm"), photo=stored(), photo_small=stored())
    moment.photo_consent = True
    a_step_moved(place, "team", StepStatus.IN_PROGRESS, by=writer)
    keep(
        moment,
        Evidence(**here, **step, kind="photo", consent=True, file=stored(), thumbnail=stored(), file_name="foto"),
        StepFeedback(**here, **step, fit=Fit.NO, remark="a", answer="b", answered_by_id=writer.id, answered_at=now()),
        StepFeedback(**here, **step, fit=Fit.YES),
        SmallStepDone(**here, **step, key="een", done=True),
        SharedText(**here, kind="dream", text="Een rookvrije straat"),
        Decision(
            **here, question="Wat?", decided="Dit.", decided_by="Het team", residents_there=True, decided_on=today()
        ),
        OnePage(**here, title="Titel", picked=PICKED),
        HelpOffer(neighbourhood_id=place.id, name="Spreekuur", checked_on=today(), checked_by_id=writer.id),
        HelpedTick(key=str(place.id), neighbourhood_id=place.id, month=today().replace(day=1)),
    )
    keep(MomentChip(moment_id=moment.id, kind="les", key="", label="Een les"))
    return writer


def rows(model, place):
    return db.session.query(model).filter_by(neighbourhood_id=place.id).count()


TOLD = (Moment, Evidence)
NAMED = (StepProgress, SmallStepDone, SharedText, Decision, OnePage)


@pytest.mark.parametrize(
    ("days", "state"),
    [(YEAR - 1, NeighbourhoodState.FINISHED), (YEAR + 1, NeighbourhoodState.RUNNING)],
    ids=["not a year", "taken up again"],
)
def test_of_a_neighbourhood_that_is_not_a_year_over_everything_stays(days, state):
    place = finished(days, state)
    writer = told_in(place)

    a_night()

    assert [rows(model, place) for model in (*TOLD, StepFeedback, *NAMED)] == [1, 1, 2, 1, 1, 1, 1, 1]
    assert {row.by_id for model in NAMED for row in db.session.query(model)} == {writer.id}
    assert len(list(files().names())) == 5


def test_a_neighbourhood_that_was_finished_again_counts_from_the_last_time():
    place = finished(2 * YEAR)
    keep(StateChange(neighbourhood_id=place.id, state="finished", by_id=place.adviser_id, at=ago(5)))
    told_in(place)

    a_night()

    assert rows(Moment, place) == 1


def test_a_year_after_a_neighbourhood_is_finished_what_people_told_goes_with_its_files():
    place, other = finished(YEAR + 1), a_neighbourhood()
    told_in(place)
    told_in(other)

    a_night()

    assert [rows(model, place) for model in TOLD] == [0, 0]
    assert [rows(model, other) for model in TOLD] == [1, 1]
    assert db.session.query(MomentChip).count() == 1
    assert len(list(files().names())) == 5


def test_what_was_reached_stays_without_the_names():
    place = finished(YEAR + 1)
    told_in(place)

    a_night()

    assert [rows(model, place) for model in (*NAMED, HelpOffer, HelpedTick)] == [1] * 7
    assert {row.by_id for model in NAMED for row in db.session.query(model)} == {None}
    assert db.session.query(HelpOffer).one().checked_by_id is None


def test_answered_feedback_goes_and_that_a_step_fits_stays_without_the_name():
    told_in(finished(YEAR + 1))

    a_night()

    assert [(row.fit, row.by_id) for row in db.session.query(StepFeedback)] == [(Fit.YES, None)]


@pytest.mark.parametrize(("days", "left"), [(89, 2), (91, 0)])
def test_the_empty_row_of_what_was_taken_away_goes_after_ninety_days(days, left):
    place = a_neighbourhood()
    step = {"card_version_id": place.card_version_id, "step_key": "team", "kind": "text"}
    keep(
        Moment(neighbourhood_id=place.id, text="(weggehaald)", removed_at=ago(days)),
        Evidence(neighbourhood_id=place.id, **step, removed_at=ago(days)),
    )

    a_night()

    assert rows(Moment, place) + rows(Evidence, place) == left


@pytest.mark.parametrize(("days", "left"), [(89, 2), (91, 1)])
def test_help_that_was_taken_away_goes_after_ninety_days(days, left):
    place = a_neighbourhood()
    here = {"neighbourhood_id": place.id, "checked_on": today()}
    keep(HelpOffer(**here, name="Weg", removed_at=ago(days)), HelpOffer(**here, name="Er nog", created_at=ago(900)))

    a_night()

    assert rows(HelpOffer, place) == left


@pytest.mark.parametrize(("days", "left"), [(YEAR - 1, 1), (YEAR + 1, 0)])
def test_a_question_we_asked_goes_a_year_after_it_closed(days, left):
    asked = {"kind": next(iter(PromptKind)), "subject": "x"}
    keep(Prompt(person_id=a_person().id, **asked, asked_at=ago(days + 7), closes_at=ago(days)))

    a_night()

    assert db.session.query(Prompt).count() == left


@pytest.mark.parametrize(("days", "left"), [(YEAR - 1, 2), (YEAR + 1, 1)])
def test_whether_somebody_joins_goes_a_year_after_the_answer(days, left):
    place = a_neighbourhood()
    here = {"neighbourhood_id": place.id, "role": Role.SOCIAL_WORKER, "name": "Fatma", "at": ago(500)}
    answered = {"answer": next(iter(JoinAnswer)), "answered_at": ago(days)}
    keep(Asked(**here, person_id=a_person().id, **answered), Asked(**here, person_id=a_person().id))

    a_night()

    assert db.session.query(Asked).count() == left


@pytest.mark.parametrize(("days", "left"), [(YEAR - 1, 1), (YEAR + 2, 0)])
def test_who_was_away_goes_a_year_after_and_the_right_that_was_lent_is_long_over(days, left):
    with time_machine.travel(ago(days)):
        place = a_neighbourhood()
        director = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
        instead = a_member(place, Role.DEPUTY_DIRECTOR)
        plan_absence(director, instead, today(), today(), by=director, origin="test")
        db.session.commit()
    grants = db.session.query(Grant).count()

    a_night()

    assert (db.session.query(Absence).count(), db.session.query(AbsenceGrant).count()) == (left, left)
    assert db.session.query(Grant).count() == grants


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_what_came_with_a_form_that_never_came_back_goes_after_a_day(hours, left):
    keep(
        KeptUpload(
            person_id=a_person().id,
            form_key="x",
            kind="recording",
            name=stored(".webm"),
            at=now() - timedelta(hours=hours),
        )
    )

    a_night()

    assert (db.session.query(KeptUpload).count(), len(list(files().names()))) == (left, left)


def test_a_run_that_dies_half_way_goes_on_the_next_night(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 1)
    place = finished(YEAR + 1)
    keep(*(Moment(neighbourhood_id=place.id, text=f"Moment {number}") for number in range(3)))
    with monkeypatch.context() as lost, unit_of_work():
        lost.setattr(retention, "enqueue", lambda *_job: None)
        retention.forget("moments")
    left = rows(Moment, place)

    a_night()

    assert (left, rows(Moment, place)) == (2, 0)


def test_when_throwing_away_fails_the_files_stay(monkeypatch):
    told_in(finished(YEAR + 1))

    def fails(*_line, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError), unit_of_work():
        retention.forget("moments")

    assert (db.session.query(Moment).count(), len(list(files().names()))) == (1, 5)


def test_each_kind_of_the_programme_can_be_forgotten_when_there_is_nothing():
    assert [kept.forget(now()) for kept in KEPT] == [0] * len(KEPT)


def holds_a_card(place, days, name="Fatma Aydin"):
    """Somebody of a team without an address, here for the last time so many days ago."""
    with time_machine.travel(ago(days)):
        person = a_member(place, Role.KEY_PERSON, name=name)
    person.email, person.last_seen_at = None, ago(days)
    db.session.commit()
    return person


def tell():
    with unit_of_work():
        tell_a_batch()


def told_to(person):
    return [notice.text for notice in db.session.query(Notice).filter_by(person_id=person.id, cause="team.long_away")]


def test_who_leads_hears_once_that_somebody_with_a_card_stays_away():
    place = a_neighbourhood("Oosterveld")
    director = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
    holds_a_card(place, 731)
    holds_a_card(place, 729, name="Henk de Wit")
    a_member(place, Role.SOCIAL_WORKER).last_seen_at = ago(800)

    tell()
    tell()

    (text,) = told_to(director)
    assert text.startswith("Fatma Aydin is al 2 jaar niet op Kringwijs geweest.")


def test_without_a_director_the_adviser_hears_it():
    place = a_neighbourhood()
    holds_a_card(place, 731)

    tell()

    assert len(told_to(place.adviser)) == 1


def test_somebody_with_a_card_stays_while_they_have_a_place_and_goes_after():
    place = a_neighbourhood()
    director, person = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR), holds_a_card(place, 1000)
    nights_of_two_months()
    stayed = person.erased_at is None
    member = db.session.query(TeamMember).filter_by(person_id=person.id).one()

    end_membership(member, by=director, origin="test")
    nights_of_two_months()

    assert (stayed, person.erased_at is None) == (True, False)


def nights_of_two_months():
    """Tell whose account goes, and let it go when that was a month ago."""
    with unit_of_work():
        tell_a_batch_of_the_long_away()
    with time_machine.travel(now() + timedelta(days=31)):
        a_night()
