"""Where a neighbourhood stands follows from everything that was said, in whatever order it is read."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lms.programme.enums import StepStatus, View
from lms.programme.models.standing import standing
from tests.factories.programme import STEPS, a_card

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


@dataclass
class Row:
    id: int
    step_key: str
    status: StepStatus
    view: View = View.SELF
    reason: str = ""
    at: datetime = NOON


rows = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(StepStatus), st.sampled_from(View)), max_size=20).map(
    lambda told: [Row(number, *each) for number, each in enumerate(told, 1)]
)


def statuses(*told):
    return {each.step.key: each.status for each in standing(a_card(), told).steps}


def test_a_step_nobody_spoke_of_did_not_begin():
    assert set(statuses().values()) == {StepStatus.NOT_STARTED}


def test_the_latest_own_word_counts_alone_or_together():
    told = [Row(1, "team", StepStatus.IN_PROGRESS), Row(2, "team", StepStatus.DONE_FOR_NOW, View.TOGETHER)]

    assert statuses(*told)["team"] is StepStatus.DONE_FOR_NOW
    assert statuses(*told, Row(3, "team", StepStatus.REOPENED))["team"] is StepStatus.REOPENED


def test_the_adviser_stands_beside_and_never_instead():
    told = [Row(1, "team", StepStatus.DONE_FOR_NOW), Row(2, "team", StepStatus.IN_PROGRESS, View.ADVISER)]

    step = standing(a_card(), told).of("team")

    assert step.status is StepStatus.DONE_FOR_NOW
    assert step.otherwise.status is StepStatus.IN_PROGRESS


def test_an_adviser_who_agrees_says_nothing_otherwise():
    told = [Row(1, "team", StepStatus.DONE_FOR_NOW), Row(2, "team", StepStatus.DONE_FOR_NOW, View.ADVISER)]

    assert standing(a_card(), told).of("team").otherwise is None


def test_here_is_the_step_that_was_taken_up_last():
    told = [Row(1, "wijk", StepStatus.IN_PROGRESS), Row(2, "bedenken", StepStatus.IN_PROGRESS)]

    assert standing(a_card(), told).here.step.key == "bedenken"


def test_here_is_the_first_step_left_when_none_is_busy():
    assert standing(a_card(), [Row(1, "starten", StepStatus.DONE_FOR_NOW)]).here.step.key == "team"


@given(rows, st.randoms())
def test_the_order_of_reading_changes_nothing(told, chance):
    mixed = list(told)
    chance.shuffle(mixed)

    assert standing(a_card(), mixed) == standing(a_card(), told)


@given(rows)
def test_no_word_of_the_adviser_changes_the_own_view(told):
    own = [row for row in told if row.view is not View.ADVISER]

    assert [each.status for each in standing(a_card(), told).steps] == [
        each.status for each in standing(a_card(), own).steps
    ]
