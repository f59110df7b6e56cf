"""An adviser sees who is stuck or silent, and why, in words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from lms.programme.enums import NeighbourhoodState, StepStatus, View
from lms.programme.models.attention import SILENT_AFTER, STILL_AFTER, Why, attention, first_those_who_need_it
from lms.programme.models.standing import standing
from tests.factories.programme import a_card

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Place:
    id: int = 1
    name: str = "Oosterveld"
    state: NeighbourhoodState = NeighbourhoodState.RUNNING
    director_id: int | None = 7
    lost_adviser: bool = False
    created_at: datetime = NOW - timedelta(days=300)
    last_sign_at: datetime | None = NOW


@dataclass
class Row:
    id: int
    step_key: str
    status: StepStatus
    view: View = View.SELF
    reason: str = ""
    at: datetime = NOW


def reasons(place=None, *told):
    return [reason.why for reason in attention(place or Place(), standing(a_card(), told), NOW)]


def test_a_neighbourhood_that_was_heard_asks_nothing():
    assert reasons(Place(), Row(1, "team", StepStatus.IN_PROGRESS)) == []


@pytest.mark.parametrize(("ago", "said"), [(SILENT_AFTER, [Why.SILENT]), (SILENT_AFTER - timedelta(seconds=1), [])])
def test_four_weeks_without_a_sign_is_silent(ago, said):
    assert reasons(Place(last_sign_at=NOW - ago)) == said


def test_a_neighbourhood_that_never_spoke_is_silent_since_it_was_made():
    assert reasons(Place(last_sign_at=None)) == [Why.SILENT]


@pytest.mark.parametrize(
    ("ago", "said"), [(STILL_AFTER, [Why.STANDING_STILL]), (STILL_AFTER - timedelta(seconds=1), [])]
)
def test_eight_weeks_at_one_step_is_standing_still(ago, said):
    assert reasons(Place(), Row(1, "team", StepStatus.IN_PROGRESS, at=NOW - ago)) == said


def test_a_step_that_is_done_does_not_stand_still():
    assert reasons(Place(), Row(1, "team", StepStatus.DONE_FOR_NOW, at=NOW - STILL_AFTER)) == []


def test_no_director_is_a_reason():
    assert reasons(Place(director_id=None)) == [Why.NO_DIRECTOR]


def test_a_closed_account_of_the_adviser_is_a_reason():
    assert reasons(Place(lost_adviser=True)) == [Why.NO_ADVISER]


def test_what_the_adviser_sees_otherwise_is_a_reason():
    told = [Row(1, "team", StepStatus.DONE_FOR_NOW), Row(2, "team", StepStatus.IN_PROGRESS, View.ADVISER)]

    assert reasons(Place(), *told) == [Why.SEEN_OTHERWISE]


@pytest.mark.parametrize(
    "state", [NeighbourhoodState.RECRUITED, NeighbourhoodState.AGREED, NeighbourhoodState.FINISHED]
)
def test_a_neighbourhood_that_is_not_at_work_asks_nothing(state):
    assert reasons(Place(state=state, director_id=None, last_sign_at=None)) == []


def test_those_with_a_reason_come_first_and_each_group_by_name():
    places = [Place(1, "Zandwijk"), Place(2, "Molenhoek", director_id=None), Place(3, "Bloemendreef")]
    places.append(Place(4, "De Linden", last_sign_at=None))
    empty = standing(a_card(), ())

    order = first_those_who_need_it(places, dict.fromkeys((1, 2, 3, 4), empty), NOW)

    assert [place.name for place, _ in order] == ["De Linden", "Molenhoek", "Bloemendreef", "Zandwijk"]
