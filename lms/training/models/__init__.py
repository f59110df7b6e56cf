"""Modules, what people did in them, and what follows from both."""

from lms.training.models.drafts import DraftPicture, ModuleDraft, ModuleEdition, ModuleOwner
from lms.training.models.evaluations import EvaluatedModule, ModuleEvaluation, TrainingNeed
from lms.training.models.live import TrainingMeeting
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
from lms.training.models.notes import PartNote, PocketSentence
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
from lms.training.models.sharing import AssignmentComment, FinishedShare, SharedWork
from lms.training.models.together import GroupSession, TellingBack, TookPart
from lms.training.models.voices import PartRecording

__all__ = [
    "PartRecording",
    "DraftPicture",
    "ModuleDraft",
    "ModuleEdition",
    "ModuleOwner",
    "SharedWork",
    "FinishedShare",
    "GroupSession",
    "TellingBack",
    "TookPart",
    "TrainingMeeting",
    "AssignmentComment",
    "PocketSentence",
    "PartNote",
    "TrainingNeed",
    "ModuleEvaluation",
    "EvaluatedModule",
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
