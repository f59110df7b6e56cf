"""What the frame around every page shows; the application fills it once per request."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class NavItem:
    """One entry of the main menu; the page whose ``shell.here`` equals ``key`` is marked as current."""

    label: str
    href: str
    key: str


@dataclass(frozen=True)
class Language:
    """A language of the interface, named in that language itself."""

    code: str
    label: str


LANGUAGES = (Language("nl", "Nederlands"), Language("en", "English"))

#: The class on <html> for each choice of text size.
TEXT_CLASSES = {"normal": "", "large": "kw-text-l", "extra_large": "kw-text-xl"}


class ShownPerson(Protocol):
    """What the frame needs to know of the person who is signed in; ``tint`` is a tint of the avatar."""

    @property
    def uid(self) -> str:
        """The random public id; keeps typed text apart for each person."""

    @property
    def name(self) -> str:
        """The name the person chose to be called by."""

    @property
    def initials(self) -> str:
        """One to three letters in the avatar."""

    @property
    def tint(self) -> str:
        """An avatar tint, see :func:`lms.ui.formats.tint`."""


@dataclass(frozen=True)
class Shell:
    """Everything the layouts read; pages and components never look at it."""

    path: str
    csrf: Callable[[], str]
    navigation: Sequence[NavItem] = ()
    here: str = ""
    person: ShownPerson | None = None
    language: str = "nl"
    languages: Sequence[Language] = field(default=LANGUAGES)
    text_class: str = ""
    notices: int = 0
    demo: bool = False
