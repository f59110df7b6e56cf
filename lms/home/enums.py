"""Kinds and states of what people tell us about the product."""

from enum import StrEnum


class RemarkKind(StrEnum):
    """What somebody wants to say."""

    WISH = "wish"
    ERROR = "error"
    QUESTION = "question"


class RemarkState(StrEnum):
    """Whether somebody answered."""

    OPEN = "open"
    ANSWERED = "answered"
