"""States and kinds of training."""

from enum import StrEnum


class ModuleStatus(StrEnum):
    """Whether learners see a module."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Change(StrEnum):
    """What kind of change a version brings: a mended word, or something a learner should know."""

    TYPO = "typo"
    REAL = "real"


class Twin(StrEnum):
    """Which of the two texts of a part somebody reads."""

    REGULAR = "regular"
    EASY = "easy"
