"""The promises of a learning path: order never matters, never back without a reason, always a way on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.training.models.paths import DEADLINE, Fact, Happening, Item, State, Way, Why, renewal, standing

DAY = date(2026, 3, 1)
START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("a", "b", "c", "d", "e")


def for_all(*strategies):
    """Try many; a slow machine is no defect."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))


moments = st.integers(0, 400).map(lambda hours: START + timedelta(hours=hours))
days = st.none() | st.integers(-60, 60).map(lambda number: DAY + timedelta(days=number))


@st.composite
def ways(draw):
    items = []
    for place, uid in enumerate(NAMES[: draw(st.integers(1, 5))]):
        pieces = [f"{uid}{number}" for number in range(draw(st.integers(0, 3)))]
        items.append(
            Item(
                uid=uid,
                asks=frozenset(pieces),
                required=draw(st.booleans()),
                after=draw(st.none() | st.sampled_from(NAMES)),
                opens_on=draw(days),
                in_renewal=draw(st.booleans()),
                live=draw(st.integers(0, 5)) > 0,
                asked_since=START if place else None,
            )
        )
    return Way(tuple(items), ordered=draw(st.booleans()), since=START, due_on=draw(days))


@st.composite
def facts(draw, most=12):
    found = []
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(Happening))
        uid = draw(st.sampled_from((*NAMES, DEADLINE)))
        about = f"{uid or 'a'}{draw(st.integers(0, 3))}" if kind is Happening.DID else uid
        found.append(Fact(kind, about, draw(moments), why="omdat" if kind is Happening.EXEMPTED else ""))
    return found


@for_all(ways(), facts(), st.randoms())
def test_the_order_in_which_facts_arrive_never_matters(way, told, chance):
    mixed = [*told, *told[:3]]
    chance.shuffle(mixed)

    assert standing(way, mixed, DAY) == standing(way, told, DAY)


@for_all(ways(), facts())
def test_a_share_is_never_below_nothing_or_over_everything(way, told):
    found = standing(way, told, DAY)

    assert 0 <= found.share <= 100
    assert all(0 <= stop.done <= stop.total and 0 <= stop.share <= 100 for stop in found.stops)
    assert (found.share == 100) == found.complete
    assert found.complete == (bool(found.counted) and not found.reasons)


@for_all(ways(), facts(), facts(most=3))
def test_doing_something_never_takes_anything_away(way, told, more):
    did = [fact for fact in more if fact.kind is not Happening.LIFTED]
    before, after = standing(way, told, DAY), standing(way, [*told, *did], DAY)

    newest = {fact.about for fact in told if fact.kind is Happening.LIFTED}
    assert after.share >= before.share
    assert {stop.item.uid for stop in before.stops if stop.finished} - newest <= {
        stop.item.uid for stop in after.stops if stop.finished
    }


@for_all(ways(), facts(), st.sampled_from(NAMES))
def test_lifting_an_exemption_lowers_only_with_that_as_the_reason(way, told, uid):
    lifted = Fact(Happening.LIFTED, uid, START + timedelta(days=300))
    before, after = standing(way, told, DAY), standing(way, [*told, lifted], DAY)

    assert after.share >= before.share or (Why.LIFTED, uid) in after.reasons


@for_all(ways(), facts())
def test_a_new_item_lowers_only_with_that_as_the_reason(way, told):
    new = Item(uid="z", asks=frozenset({"z1"}), asked_since=START + timedelta(days=1))
    before, after = standing(way, told, DAY), standing(replace(way, items=(*way.items, new)), told, DAY)

    assert after.share >= before.share or (Why.NEW_ITEM, "z") in after.reasons


@for_all(ways(), facts())
def test_new_pieces_lower_only_with_that_as_the_reason(way, told):
    grown = tuple(
        replace(item, asks=item.asks | {f"{item.uid}-new"}, new=frozenset({f"{item.uid}-new"}), asked_since=None)
        for item in way.items
        if item.asks and item.live
    )
    same = tuple(replace(item, asked_since=None) for item in way.items if item.asks and item.live)
    before = standing(replace(way, items=same), told, DAY)
    after = standing(replace(way, items=grown), told, DAY)

    why = {reason for reason, _uid in after.reasons}
    assert after.share >= before.share or why & {Why.NEW_PIECES, Why.LIFTED}


@for_all(ways(), facts(), st.sampled_from(NAMES))
def test_what_leaves_a_path_or_a_module_lowers_nobody(way, told, uid):
    gone = tuple(replace(item, live=item.live and item.uid != uid) for item in way.items)
    retired = tuple(replace(item, asks=frozenset(), kept=item.asks) if item.uid == uid else item for item in way.items)
    before = standing(way, told, DAY).share

    assert standing(replace(way, items=gone), told, DAY).share >= before
    assert standing(replace(way, items=retired), told, DAY).share >= before


@for_all(ways(), facts())
def test_a_lock_always_says_what_to_do(way, told):
    found = standing(way, told, DAY)

    for stop in found.stops:
        lock = stop.lock
        assert (lock is not None) == (stop.state is State.LOCKED)
        if lock:
            todo = found.by_uid.get(lock.do)
            assert todo is not None or lock.opens_on > DAY
            assert todo is None or (todo.lock is None and not todo.finished)


@for_all(ways(), facts())
def test_what_was_begun_or_done_is_never_locked(way, told):
    assert not [stop for stop in standing(way, told, DAY).stops if stop.done and stop.lock]


@for_all(ways(), facts())
def test_who_is_not_ready_has_a_next_step_or_a_day_to_wait_for(way, told):
    found = standing(way, told, DAY)

    assert found.complete or found.next or all(stop.finished or stop.lock for stop in found.stops)
    assert found.next is None or (found.next.lock is None and not found.next.finished)


@for_all(ways(), facts(), moments)
def test_a_round_of_renewal_counts_only_what_was_done_since_and_resets_nothing(way, told, opened):
    before = standing(way, told, DAY)
    round_ = renewal(way, told, opened, DAY)
    older = [fact for fact in told if fact.kind is not Happening.DID or fact.at >= opened]

    assert standing(way, told, DAY) == before
    assert renewal(way, older, opened, DAY) == round_
    assert {stop.item.uid for stop in round_.stops} <= {item.uid for item in way.items if item.in_renewal}
    assert 0 <= round_.share <= 100


@for_all(ways(), facts())
def test_who_is_exempt_from_the_day_is_never_late(way, told):
    free = Fact(Happening.EXEMPTED, DEADLINE, START + timedelta(days=300), why="Ziek geweest.")
    found = standing(way, [*told, free], DAY)

    assert (found.due_on, found.late, found.no_deadline_why) == (None, False, "Ziek geweest.")


def test_an_order_names_what_is_open_now_at_the_beginning_of_the_chain():
    first, second, third = (Item(uid=uid, asks=frozenset({f"{uid}1"})) for uid in "abc")
    late = replace(second, opens_on=date(2026, 4, 1), after="a")
    found = standing(Way((first, late, replace(third, after="b"))), [Fact(Happening.DID, "a1")], DAY)

    assert [stop.state for stop in found.stops] == [State.DONE, State.LOCKED, State.LOCKED]
    assert (found.by_uid["c"].lock.waits_for, found.by_uid["c"].lock.do) == ("b", None)
    assert found.by_uid["c"].lock.opens_on == date(2026, 4, 1)
    assert (found.share, found.next) == (33, None)
