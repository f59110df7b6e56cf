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


class CertificateKind(StrEnum):
    """What a certificate proves: everything was done, or somebody of whom no writing is asked took part."""

    CERTIFICATE = "certificate"
    PARTICIPATION = "participation"


class CertificateState(StrEnum):
    """Whether a certificate holds."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class StopKind(StrEnum):
    """What can stand on a learning path."""

    MODULE = "module"
    LESSON = "lesson"
    PRACTICE = "practice"


class WorkKind(StrEnum):
    """What somebody may let another read along with."""

    REFLECTION = "reflection"
    ASSIGNMENT = "assignment"


class Worth(StrEnum):
    """What a module brought somebody in their work."""

    CHANGED = "changed"
    PLANNED = "planned"
    SOME = "some"
    KNOWN = "known"
    UNFIT = "unfit"


class Grouping(StrEnum):
    """By what people are counted: all together, or apart by one thing; never by two at once."""

    ALL = "all"
    ROLE = "role"
    NEIGHBOURHOOD = "neighbourhood"
    QUARTER = "quarter"


class DraftState(StrEnum):
    """Whether somebody writes on a draft, or it waits for a second pair of eyes."""

    WRITING = "writing"
    IN_REVIEW = "in_review"


class Cause(StrEnum):
    """What gave cause to really change a module."""

    SIGNAL = "signal"
    RESEARCH = "research"
    CARD = "card"
    NEED = "need"


class TakenBackBy(StrEnum):
    """Who said that somebody was not there after all."""

    LEARNER = "learner"
    LEADER = "leader"


class ToldTo(StrEnum):
    """To whom somebody told a module back."""

    HOME = "home"
    NEIGHBOURHOOD = "neighbourhood"
    GROUP = "group"
    HERE = "here"
