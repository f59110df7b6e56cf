"""Progress goes along to another card: nothing that maps is lost, nothing is invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.programme.enums import MapKind, StepStatus, View
from lms.programme.models import carried, kinds_of, likely_pairs, standing
from lms.programme.models.standing import OWN
from tests.factories.programme import STEPS, a_card

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
NEW = ("begin", "mensen", "wijk", "droom", "ideeen", "helpen")
DONE, BUSY, AGAIN, NOT = (
    StepStatus.DONE_FOR_NOW,
    StepStatus.IN_PROGRESS,
    StepStatus.REOPENED,
    StepStatus.NOT_STARTED,
)


@dataclass
class Row:
    id: int
    step_key: str
    status: StepStatus
    view: View = View.SELF
    reason: str = ""
    by_id: int | None = 7
    at: datetime = NOON


def rows_of(told):
    return [
        Row(number, key, status, view, "Omdat." if status is AGAIN else "", by_id=number, at=NOON + timedelta(number))
        for number, (key, status, view) in enumerate(told, 1)
    ]


rows = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(StepStatus), st.sampled_from(View)), max_size=25).map(
    rows_of
)
pairs = st.sets(st.tuples(st.sampled_from(STEPS), st.sampled_from(NEW)), max_size=14).map(sorted)
IDENTITY = [(key, key) for key in STEPS]


def told(words):
    return [(word.step_key, word.status) for word in words]


@given(rows)
def test_a_map_of_equal_steps_changes_nothing(said):
    before, after = standing(a_card(), said), standing(a_card(), carried(IDENTITY, said))

    faces = [
        [
            (s.status, s.said and (s.said.view, s.said.reason, s.said.at), s.otherwise and s.otherwise.status)
            for s in each.steps
        ]
        for each in (before, after)
    ]
    assert faces[0] == faces[1]
    assert (before.here and before.here.step.key) == (after.here and after.here.step.key)


@given(pairs, rows)
def test_what_maps_is_not_lost(given_pairs, said):
    words = {(word.step_key, word.view in OWN) for word in carried(given_pairs, said)}
    spoken = {(row.step_key, row.view in OWN) for row in said}

    assert words == {(new, own) for old, new in given_pairs for key, own in spoken if key == old}


@given(pairs, rows)
def test_nothing_is_invented(given_pairs, said):
    sources = {new: {old for old, other in given_pairs if other == new} for _old, new in given_pairs}
    for word in carried(given_pairs, said):
        from_here = [row for row in said if row.step_key in sources[word.step_key]]
        assert (word.reason, word.by_id, word.at) in {(row.reason, row.by_id, row.at) for row in from_here}
        if len(sources[word.step_key]) == 1:
            assert word.status in {row.status for row in from_here}


@given(pairs, rows, st.randoms())
def test_the_order_of_reading_changes_nothing(given_pairs, said, chance):
    mixed = list(said)
    chance.shuffle(mixed)

    assert carried(given_pairs, mixed) == carried(given_pairs, said)


@given(pairs, rows)
def test_what_the_adviser_said_stays_apart(given_pairs, said):
    own = [row for row in said if row.view in OWN]

    words = [word for word in carried(given_pairs, said) if word.view in OWN]

    assert words == carried(given_pairs, own)


@given(pairs, rows)
def test_each_new_step_is_spoken_of_once_by_each_side(given_pairs, said):
    spoken = [(word.step_key, word.view in OWN) for word in carried(given_pairs, said)]

    assert len(spoken) == len(set(spoken))


def test_a_dropped_step_is_left_behind():
    assert carried([("wijk", "wijk")], rows_of([("team", DONE, View.SELF)])) == []


def test_both_parts_of_a_split_step_begin_with_its_last_word_and_the_first_is_where_they_are():
    words = carried([("team", "mensen"), ("team", "begin")], rows_of([("team", BUSY, View.SELF)]))

    assert sorted(told(words)) == [("begin", BUSY), ("mensen", BUSY)]
    assert told(words)[-1] == ("mensen", BUSY)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (DONE, DONE, DONE),
        (DONE, BUSY, BUSY),
        (DONE, NOT, BUSY),
        (BUSY, NOT, BUSY),
        (NOT, NOT, NOT),
        (DONE, AGAIN, AGAIN),
        (AGAIN, BUSY, AGAIN),
        (DONE, None, BUSY),
        (AGAIN, None, AGAIN),
        (NOT, None, NOT),
    ],
)
def test_merged_steps_share_what_they_agree_on(one, other, together):
    said = rows_of([(key, status, View.SELF) for key, status in (("starten", one), ("team", other)) if status])

    [word] = carried([("starten", "begin"), ("team", "begin")], said)

    assert word.status is together
    assert bool(word.reason) == (together is AGAIN)


def test_merged_steps_were_seen_together_only_when_all_were():
    said = rows_of([("starten", DONE, View.TOGETHER), ("team", DONE, View.SELF)])

    assert carried([("starten", "begin"), ("team", "begin")], said)[0].view is View.SELF
    assert carried([("starten", "begin")], said)[0].view is View.TOGETHER


def test_a_map_begins_with_equal_keys_and_names_what_becomes_of_each_step():
    before, after = a_card(keys=("starten", "team", "wijk", "doen")), a_card("2.0", ("team", "mensen", "begin"))

    assert likely_pairs(before, after) == [("team", "team")]
    given_pairs = [("starten", "begin"), ("team", "begin"), ("wijk", "mensen"), ("wijk", "team")]
    assert kinds_of(("starten", "team", "wijk", "doen"), given_pairs) == {
        "starten": MapKind.MERGED,
        "team": MapKind.MERGED,
        "wijk": MapKind.SPLIT,
        "doen": MapKind.DROPPED,
    }
