"""How far somebody is in a module, and why it is not 100 %: one pure function for all pages and certificates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lms.training.enums import Twin
from lms.training.models.outline import AssignmentLine, LessonLine, Outline, PartLine, asks_writing


@dataclass(frozen=True)
class Done:
    """What one person did in one module, whatever the text was called or which twin was read.

    ``parts``: part uid to the version that was read.  ``began``: the serial of the module when the person began.
    ``last``: the uid of the part that was completed last.
    """

    parts: Mapping[str, int] = field(default_factory=dict)
    assignments: frozenset[str] = frozenset()
    quiz_passed: bool = False
    began: int | None = None
    last: str | None = None

    @property
    def count(self) -> int:
        """How many things were done, whatever is still asked."""
        return len(self.parts) + len(self.assignments) + self.quiz_passed

    @property
    def since(self) -> int | None:
        """The serial at which the person began: the first, when all we know is that something was done."""
        return 1 if self.began is None and self.count else self.began


class StepKind(StrEnum):
    """What somebody can do next."""

    PART = "part"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True)
class Step:
    """One thing to do; ``lesson`` and ``part`` say where, and are empty for the quiz."""

    kind: StepKind
    lesson: LessonLine | None = None
    part: PartLine | None = None


class Reason(StrEnum):
    """Why a module is not at 100 %."""

    PARTS_LEFT = "parts_left"
    NEW_PARTS = "new_parts"
    ASSIGNMENTS_LEFT = "assignments_left"
    QUIZ_LEFT = "quiz_left"


@dataclass(frozen=True)
class Progress:
    """How far somebody is.

    ``minutes_left``: learning time on screen in the text this person reads, without assignments in the neighbourhood.
    ``parts_left``: what was there when the person began; ``new_parts``: what came later; both in reading order.
    """

    done: int
    total: int
    minutes_left: int
    parts_left: tuple[PartLine, ...]
    new_parts: tuple[PartLine, ...]
    assignments_left: tuple[AssignmentLine, ...]
    quiz_left: bool
    next: Step | None

    @property
    def share(self) -> int:
        """A whole percentage, rounded down, so that 100 means everything."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def complete(self) -> bool:
        """Whether everything is done."""
        return self.total > 0 and self.done == self.total

    @property
    def started(self) -> bool:
        """Whether anything is done."""
        return self.done > 0

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is not 100 %; empty when it is."""
        found = {
            Reason.PARTS_LEFT: self.parts_left,
            Reason.NEW_PARTS: self.new_parts,
            Reason.ASSIGNMENTS_LEFT: self.assignments_left,
            Reason.QUIZ_LEFT: self.quiz_left,
        }
        return tuple(reason for reason, left in found.items() if left)


def progress(outline: Outline, done: Done, audiences: frozenset[str], twin: Twin = Twin.REGULAR) -> Progress:
    """Count what is done and what is left for somebody who reads this twin as one of ``audiences``.

    Everything done counts, also a part or a quiz that has since been retired: so retiring never lowers anybody.
    Quiz and assignments are left only for those of whom writing is asked. Who looks into a module for others is asked
    all that those are asked, so that nobody completes it with a single part; not who began when it was for them too.
    """
    written = asks_writing(audiences)
    audiences = outline.asked_as(audiences, done.since)
    left = [place for place in outline.places() if place[1].is_for(audiences) and place[1].uid not in done.parts]
    tasks = [
        (lesson, part, task)
        for lesson, part in outline.places()
        if written and part.is_for(audiences)
        for task in part.assignments
        if task.uid not in done.assignments
    ]
    quiz_left = written and outline.quiz is not None and not done.quiz_passed
    minutes = sum(part.minutes_in(twin) for _, part in left)
    return Progress(
        done=done.count,
        total=done.count + len(left) + len(tasks) + quiz_left,
        minutes_left=minutes + (outline.quiz.minutes if outline.quiz and quiz_left else 0),
        parts_left=tuple(part for _, part in left if not _is_new(part, done)),
        new_parts=tuple(part for _, part in left if _is_new(part, done)),
        assignments_left=tuple(task for *_, task in tasks),
        quiz_left=quiz_left,
        next=_next(outline, done, left, quiz_left, tasks),
    )


def _is_new(part: PartLine, done: Done) -> bool:
    return done.began is not None and part.since > done.began


def _next(
    outline: Outline,
    done: Done,
    left: list[tuple[LessonLine, PartLine]],
    quiz_left: bool,
    tasks: list[tuple[LessonLine, PartLine, AssignmentLine]],
) -> Step | None:
    """Go on after what was done last, then to what was skipped, then to the quiz; what takes days comes at the end."""
    if left:
        order = {part.uid: number for number, part in enumerate(outline.parts)}
        after = order.get(done.last or "", -1)
        lesson, part = next((each for each in left if order[each[1].uid] > after), left[0])
        return Step(StepKind.PART, lesson, part)
    if quiz_left:
        return Step(StepKind.QUIZ)
    if tasks:
        lesson, part, _ = tasks[0]
        return Step(StepKind.ASSIGNMENT, lesson, part)
    return None
