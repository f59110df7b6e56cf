"""A plan says what a sync does; carrying it out leaves nothing to do, and loses nothing made in the browser."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from lms.content.plan import Kept, Plan, make_plan

uids = st.sampled_from("abcdefgh")
digests = st.sampled_from("1234")
disks = st.dictionaries(uids, digests)
stores = st.dictionaries(uids, st.builds(Kept, digests, st.none() | digests, st.booleans()))


def applied(disk, stored):
    """Carry a plan out on a store in memory."""
    plan = make_plan(disk, stored)
    after = dict(stored)
    for uid in (*plan.create, *plan.update, *plan.settle):
        after[uid] = Kept(disk[uid], disk[uid])
    for uid in plan.retire:
        after[uid] = Kept(stored[uid].digest, stored[uid].synced, retired=True)
    return after


@given(disks, stores)
def test_every_uid_has_exactly_one_fate(disk, stored):
    plan = make_plan(disk, stored)

    assert sorted(uid for item in fields(Plan) for uid in getattr(plan, item.name)) == sorted({*disk, *stored})


@given(disks, stores)
def test_twice_is_the_same_as_once(disk, stored):
    once = applied(disk, stored)
    again = make_plan(disk, once)

    assert not again.writes
    assert again.conflict == make_plan(disk, stored).conflict
    assert applied(disk, once) == once


@given(disks, stores)
def test_nothing_is_ever_deleted(disk, stored):
    assert applied(disk, stored).keys() >= stored.keys()


@given(disks, stores)
def test_what_was_edited_in_the_browser_is_never_overwritten(disk, stored):
    after = applied(disk, stored)

    for uid, kept in stored.items():
        if kept.edited and not kept.retired:
            assert after[uid].digest == kept.digest
            assert not after[uid].retired


@given(disks, stores)
def test_without_conflicts_the_store_holds_what_is_on_disk(disk, stored):
    after = applied(disk, stored)
    conflicts = make_plan(disk, stored).conflict

    assert {uid: after[uid].digest for uid in disk if uid not in conflicts} == {
        uid: digest for uid, digest in disk.items() if uid not in conflicts
    }


@given(stores)
def test_an_export_followed_by_a_sync_changes_nothing(stored):
    exported = {uid: kept.digest for uid, kept in stored.items() if not kept.retired}

    plan = make_plan(exported, stored)

    assert plan.is_empty
    assert {uid: kept.digest for uid, kept in applied(exported, stored).items()} == {
        uid: kept.digest for uid, kept in stored.items()
    }


def test_each_fate_by_example():
    disk = {"new": "1", "same": "1", "changed": "2", "back": "1", "exported": "2", "both": "3", "stale": "1"}
    stored = {
        "same": Kept("1", "1"),
        "changed": Kept("1", "1"),
        "back": Kept("1", "1", retired=True),
        "exported": Kept("2", "1"),
        "both": Kept("2", "1"),
        "stale": Kept("2", "1"),
        "gone": Kept("1", "1"),
        "gone but edited": Kept("2", "1"),
        "made in the browser": Kept("1", None),
        "gone before": Kept("1", "1", retired=True),
    }

    assert make_plan(disk, stored) == Plan(
        create=("new",),
        update=("changed", "back"),
        retire=("gone",),
        unchanged=("same", "made in the browser", "gone before"),
        settle=("exported",),
        conflict=("both", "stale", "gone but edited"),
    )
