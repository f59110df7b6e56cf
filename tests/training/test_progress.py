"""Progress: one pure function, and what nobody should ever see it do."""

import json
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from lms.training.enums import Twin
from lms.training.models.outline import AssignmentLine, LessonLine, Outline, PartLine, QuizLine
from lms.training.models.progress import Done, Reason, StepKind, progress

EVERYONE = ("professional", "key_person")
PROFESSIONAL = frozenset({"professional"})
KEY_PERSON = frozenset({"key_person"})
QUIZ = QuizLine(uid="q", title="Toets", draw=2, pass_mark=70, minutes=10, intro="")
TASK = AssignmentLine(uid="a", title="Vraag het", minutes=30)


def a_part(uid, **given):
    values = {"minutes": 5, "audiences": EVERYONE, "since": 1, "assignments": (), **given}
    return PartLine(uid=uid, slug=uid, title=uid.upper(), easy=True, version=1, renewed=1, **values)


def an_outline(*parts, quiz=None):
    return Outline(lessons=(LessonLine(uid="l", slug="l", title="L", summary="", parts=parts),), quiz=quiz)


FOUR = an_outline(a_part("1"), a_part("2"), a_part("3", audiences=("key_person",)), a_part("4"), quiz=QUIZ)


def test_somebody_who_did_nothing_starts_at_the_beginning():
    found = progress(FOUR, Done(), PROFESSIONAL)

    assert (found.share, found.done, found.total, found.minutes_left) == (0, 0, 4, 25)
    assert found.next.part.uid == "1"
    assert found.reasons == (Reason.PARTS_LEFT, Reason.QUIZ_LEFT)


def test_it_goes_on_after_what_was_done_last_and_then_to_what_was_skipped():
    skipped = progress(FOUR, Done(parts={"2": 1}, began=1, last="2"), PROFESSIONAL)
    at_the_end = progress(FOUR, Done(parts={"2": 1, "4": 1}, began=1, last="4"), PROFESSIONAL)

    assert (skipped.next.part.uid, at_the_end.next.part.uid) == ("4", "1")


def test_the_quiz_comes_after_the_parts_and_what_takes_days_comes_last():
    outline = an_outline(a_part("1", assignments=(TASK,)), quiz=QUIZ)

    before = progress(outline, Done(parts={"1": 1}, began=1), PROFESSIONAL)
    after = progress(outline, Done(parts={"1": 1}, began=1, quiz_passed=True), PROFESSIONAL)

    assert (before.next.kind, after.next.kind) == (StepKind.QUIZ, StepKind.ASSIGNMENT)
    assert after.reasons == (Reason.ASSIGNMENTS_LEFT,)
    assert (before.minutes_left, after.minutes_left) == (10, 0)


def test_a_part_that_came_later_says_so():
    outline = an_outline(a_part("1"), a_part("2", since=2))

    found = progress(outline, Done(parts={"1": 1}, began=1), PROFESSIONAL)

    assert found.reasons == (Reason.NEW_PARTS,)
    assert [part.uid for part in found.new_parts] == ["2"]
    assert found.share == 50


def test_a_part_for_other_readers_is_not_asked_and_counts_when_it_was_done():
    done = Done(parts={"1": 1, "2": 1, "3": 1, "4": 1}, quiz_passed=True, began=1)

    found = progress(FOUR, done, PROFESSIONAL)

    assert (found.done, found.total, found.share, found.complete, found.reasons) == (5, 5, 100, True, ())


def test_a_hundred_means_everything():
    parts = [a_part(str(number)) for number in range(300)]
    done = Done(parts={str(number): 1 for number in range(299)}, began=1)

    found = progress(an_outline(*parts), done, PROFESSIONAL)

    assert (found.share, found.complete) == (99, False)


def test_who_reads_as_key_person_only_is_asked_no_quiz_and_no_assignment():
    outline = an_outline(a_part("1", assignments=(TASK,)), a_part("2"), quiz=QUIZ)
    done = Done(parts={"1": 1, "2": 1}, began=1)

    alone, both = progress(outline, done, KEY_PERSON), progress(outline, done, KEY_PERSON | PROFESSIONAL)

    assert (alone.share, alone.complete, alone.next, alone.reasons) == (100, True, None, ())
    assert (both.share, both.reasons) == (50, (Reason.ASSIGNMENTS_LEFT, Reason.QUIZ_LEFT))


def test_a_quiz_that_a_key_person_did_anyway_lowers_nothing():
    outline = an_outline(a_part("1"), a_part("2"), quiz=QUIZ)

    found = progress(outline, Done(parts={"1": 1}, quiz_passed=True, began=1), KEY_PERSON)

    assert (found.done, found.total, found.next.part.uid) == (2, 3, "2")


def test_minutes_are_those_of_the_text_that_is_read():
    outline = an_outline(a_part("1", easy_minutes=2), a_part("2", easy_minutes=0), quiz=QUIZ)

    easy, regular = (progress(outline, Done(), KEY_PERSON, twin).minutes_left for twin in (Twin.EASY, Twin.REGULAR))

    assert (easy, regular) == (7, 10)


def test_a_module_without_parts_for_this_reader_is_not_complete():
    found = progress(an_outline(), Done(), PROFESSIONAL)

    assert (found.share, found.complete, found.next, found.reasons) == (0, False, None, ())


part_lines = st.builds(
    a_part,
    uid=st.integers(0, 12).map(str),
    minutes=st.integers(0, 30),
    audiences=st.sampled_from([EVERYONE, ("key_person",), ("professional",)]),
    easy_minutes=st.integers(0, 5),
    since=st.integers(1, 3),
    assignments=st.sampled_from([(), (TASK,)]),
)
readers = st.sampled_from([PROFESSIONAL, KEY_PERSON, PROFESSIONAL | KEY_PERSON])
outlines = st.builds(
    lambda parts, quiz: an_outline(*parts, quiz=quiz),
    st.lists(part_lines, unique_by=lambda part: part.uid, max_size=10),
    st.sampled_from([None, QUIZ]),
)
dones = st.builds(
    Done,
    parts=st.dictionaries(st.integers(0, 14).map(str), st.just(1), max_size=10),
    assignments=st.sampled_from([frozenset(), frozenset({"a"})]),
    quiz_passed=st.booleans(),
    began=st.none() | st.integers(1, 3),
    last=st.none() | st.integers(0, 14).map(str),
)


@given(outlines, dones, readers)
def test_progress_always_adds_up(outline, done, audiences):
    found = progress(outline, done, audiences)
    left = len(found.parts_left) + len(found.new_parts) + len(found.assignments_left) + found.quiz_left

    assert found.done + left == found.total
    assert 0 <= found.share <= 100
    assert found.complete == (found.share == 100)
    assert (found.next is None) == (not found.reasons)
    if found.total:
        assert found.complete == (not found.reasons)


@given(outlines, dones, st.sets(st.integers(0, 12).map(str)), st.booleans())
@example(an_outline(a_part("0"), a_part("1", audiences=("key_person",))), Done(parts={"0": 1}), {"1"}, False)
def test_retiring_never_lowers_anybody(outline, done, kept, keeps_quiz):
    in_order = [part for part in outline.parts if part.uid in kept]
    smaller = an_outline(*in_order, quiz=outline.quiz if keeps_quiz else None).following(outline, serial=3)

    before, after = progress(outline, done, PROFESSIONAL), progress(smaller, done, PROFESSIONAL)

    assert after.share >= before.share or after.total == 0
    assert after.done == before.done


def test_who_begins_after_the_last_part_for_them_left_reads_it_as_others_do():
    left = an_outline(a_part("1", audiences=("key_person",)), a_part("2", audiences=("key_person",)))
    outline = left.following(an_outline(a_part("0"), *left.parts), serial=1)

    new, newer = (progress(outline, done, PROFESSIONAL) for done in (Done(), Done(parts={"1": 1}, began=2)))

    assert (new.total, newer.share) == (2, 50)


def test_for_whom_it_was_is_remembered_until_it_is_for_them_again():
    everyone, others = an_outline(a_part("1")), an_outline(a_part("2", audiences=("key_person",)))

    gone = others.following(everyone, serial=1)
    later = others.following(gone, serial=2)
    back = everyone.following(later, serial=3)

    assert (gone.once_for, later.once_for, back.once_for) == ((("professional", 1),), (("professional", 1),), ())


@given(outlines, dones)
def test_doing_something_never_lowers_and_always_raises_the_count(outline, done):
    before = progress(outline, done, PROFESSIONAL)
    for part in (*before.parts_left, *before.new_parts):
        more = replace(done, parts={**done.parts, part.uid: 1}, last=part.uid)

        after = progress(outline, more, PROFESSIONAL)

        assert (after.done, after.total) == (before.done + 1, before.total)


@given(outlines, readers)
def test_following_what_comes_next_ends_at_a_hundred(outline, audiences):
    done = Done(began=1)
    for _ in range(40):
        step = progress(outline, done, audiences).next
        if step is None:
            break
        done = follow(done, step)

    assert progress(outline, done, audiences).reasons == ()


def follow(done, step):
    if step.kind is StepKind.QUIZ:
        return replace(done, quiz_passed=True)
    if step.kind is StepKind.ASSIGNMENT:
        tasks = frozenset(task.uid for task in step.part.assignments)
        return replace(done, assignments=done.assignments | tasks)
    return replace(done, parts={**done.parts, step.part.uid: 1}, last=step.part.uid)


@given(outlines, outlines)
def test_an_outline_comes_back_from_the_database_as_it_went(outline, before):
    following = outline.following(before, serial=1)

    assert Outline.from_json(json.loads(json.dumps(following.to_json()))) == following
