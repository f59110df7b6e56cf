"""What the talk about one piece of advice is made of, as far as its page shows it: plain values, no rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from lms.advice.enums import Certainty, Channel, Deed
from lms.advice.models import AdviceSignal
from lms.advice.models.talk import is_pictured, is_spoken
from lms.ui.formats import initials, tint


class Writer(NamedTuple):
    """Who wrote something, as far as a line of the talk shows them."""

    id: int
    uid: str
    name: str

    @property
    def initials(self) -> str:
        """One to three letters for the avatar."""
        return initials(self.name)

    @property
    def tint(self) -> str:
        """The colour of the avatar."""
        return tint(self.uid)


@dataclass(frozen=True)
class Said:
    """What somebody said: a message, a response or a note; ``kind`` is the kind of a message or a response."""

    uid: str
    kind: str
    channel: str
    text: str
    at: datetime
    by: Writer | None

    @property
    def by_id(self) -> int | None:
        """Who said it, by number."""
        return self.by.id if self.by else None


class ToDo(NamedTuple):
    """Something to do that an answer ends in, and when the neighbourhood took it over."""

    uid: str
    kind: Deed
    key: str
    label: str
    taken_at: datetime | None


class Answered(NamedTuple):
    """A version of the answer that was sent, with who read along."""

    uid: str
    version: int
    text: str
    certainty: Certainty
    certainty_why: str
    channel: Channel
    sent_at: datetime
    by: Writer | None
    read_by: str | None
    deeds: list[ToDo]


class Brought(NamedTuple):
    """A file or a voice note, as far as a page shows it."""

    uid: str
    file_name: str
    media_type: str
    seconds: int | None
    transcript: str
    by_id: int | None

    @property
    def spoken(self) -> bool:
        """Whether it is a voice note."""
        return is_spoken(self.media_type)

    @property
    def pictured(self) -> bool:
        """Whether it is a photo."""
        return is_pictured(self.media_type)


@dataclass(frozen=True)
class Line:
    """One line of the talk: ``kind`` says how it is shown, ``row`` is what it is."""

    at: datetime
    kind: str
    row: Any
    files: Sequence[Brought] = ()


@dataclass(frozen=True)
class Thread:
    """The whole talk, with the history it was told from and the newest answer and response."""

    lines: Sequence[Line]
    history: Sequence[Any]
    answers: Sequence[Answered] = ()
    response: Said | None = None
    followups: Sequence[Any] = field(default_factory=list)
    signal: AdviceSignal | None = None
    files: Sequence[Brought] = ()

    @property
    def untold(self) -> Brought | None:
        """The voice note of which nobody wrote down what it says."""
        brought = (each for line in self.lines for each in line.files)
        return next((each for each in brought if each.spoken and not each.transcript), None)

    @property
    def answer(self) -> Answered | None:
        """The answer that counts: the newest that was sent."""
        return self.answers[-1] if self.answers else None

    @property
    def coming(self) -> Any:
        """The next question what came of it."""
        return next((each for each in self.followups if each.answered_at is None and each.asked_at is None), None)

    @property
    def waiting(self) -> Any:
        """The question what came of it that was asked and waits for an answer."""
        return next((each for each in self.followups if each.answered_at is None and each.asked_at), None)
