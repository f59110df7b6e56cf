"""Modules, what people did in them, and what follows from both."""

from lms.training.models.modules import (
    Lesson,
    Module,
    ModuleAddress,
    ModuleMedia,
    ModuleVersion,
    Part,
    PartVersion,
    Quiz,
    QuizQuestion,
    QuizQuestionVersion,
)
from lms.training.models.outline import Outline
from lms.training.models.progress import Done, Progress, Reason, Step, StepKind, progress
from lms.training.models.records import (
    AssignmentDone,
    Learner,
    ModuleProgress,
    PartCompletion,
    QuestionAnswer,
    QuizAttempt,
    Reflection,
    ScenarioWalk,
)

__all__ = [
    "AssignmentDone",
    "Done",
    "Learner",
    "Lesson",
    "Module",
    "ModuleAddress",
    "ModuleMedia",
    "ModuleProgress",
    "ModuleVersion",
    "Outline",
    "Part",
    "PartCompletion",
    "PartVersion",
    "Progress",
    "QuestionAnswer",
    "Quiz",
    "QuizAttempt",
    "QuizQuestion",
    "QuizQuestionVersion",
    "Reason",
    "Reflection",
    "ScenarioWalk",
    "Step",
    "StepKind",
    "progress",
]
