"""Places where higher features add what concerns a person."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lms.kernel.permit import signed_in
from lms.kernel.slots import PanelProvider, Slot

#: A role in one place: Role, kind of place, number of the place.
Place = tuple[Any, str, int]
#: A place without a role: its kind and its number.
PlaceKey = tuple[str, int]


@dataclass(frozen=True)
class PersonalData:
    """What one feature keeps about people: ``export`` returns it as plain values, ``erase`` takes it away for good.

    ``tables`` are those with a foreign key to a person; ``disappears`` says in lazy words what erasure takes away.
    """

    name: str
    export: Callable[[Any], dict[str, Any]]
    erase: Callable[[Any], None]
    tables: tuple[str, ...] = ()
    disappears: Any = ""


@dataclass(frozen=True)
class NoticeKind:
    """Notices with one pace; ``label`` is lazy, ``default`` is ``now``, ``daily``, ``weekly`` or ``off``.

    ``concerns(actor)`` says who is ever told such a thing: nobody else is asked for a pace.
    """

    key: str
    label: Any
    causes: tuple[str, ...]
    default: str = "daily"
    concerns: Callable[[Any], bool] = signed_in


@dataclass(frozen=True)
class Desk:
    """A page where somebody administers something, with a sentence about what is done there."""

    label: str
    href: str
    about: str


@dataclass(frozen=True)
class LogObjects:
    """What lines of the log are about, for administrators, who see no content: kinds of things and names of places.

    ``words(codes)`` says it of those codes given to audit.record() that the feature knows, in one statement;
    ``results`` are lazy words for outcomes of its own.
    """

    words: Callable[[Collection[str]], Mapping[str, str]]
    results: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Hanging:
    """What hangs on an account that is about to close, in words: as what, in which places, and what happens then."""

    what: str
    places: Sequence[str]
    then: str


PERSONAL_DATA: Slot[PersonalData] = Slot(
    "accounts.personal_data",
    "What a feature keeps about a person: for the download of personal data and for erasure.",
)
ACCOUNT_PANELS: Slot[PanelProvider] = Slot(
    "accounts.account_panels",
    "Panels on a person's own account page; the provider gets the person twice, as actor and as subject.",
)
INVITATION_PANELS: Slot[PanelProvider] = Slot(
    "accounts.invitation_panels",
    "What somebody reads about a place before they accept an invitation; the provider gets the person twice.",
)
NOTICE_KINDS: Slot[NoticeKind] = Slot(
    "accounts.notice_kinds",
    "Kinds of notices a feature sends; every cause given to notify() belongs to exactly one.",
)
PLACE_GIVERS: Slot[Callable[[Any, Place], bool]] = Slot(
    "accounts.place_givers",
    "Says whether an actor may give a role in a place that the feature owns, besides who may invite everywhere.",
)
LOG_WORDS: Slot[Mapping[str, Any]] = Slot(
    "accounts.log_words",
    "What a feature's actions are called on the log page: lazy words by the code given to audit.record().",
)
LOG_OBJECTS: Slot[LogObjects] = Slot(
    "accounts.log_objects", "What lines of the log about a feature's things are about, in words."
)
PLACE_WORDS: Slot[Callable[[Collection[PlaceKey]], Mapping[PlaceKey, str]]] = Slot(
    "accounts.place_words",
    "Where the places are that the feature owns, in words that follow a role, such as: in Oosterveld; one statement.",
)
CLOSING: Slot[Callable[[Any], Sequence[Hanging]]] = Slot(
    "accounts.closing",
    "What hangs on a person whose account is about to close, for who closes it; at most three statements.",
)
ROLE_TAKING: Slot[Callable[[Any, frozenset[Any]], None]] = Slot(
    "accounts.role_taking",
    "Settles what hangs on platform roles before a person loses them; raises a Refusal when something must go first.",
)
ADMINISTRATION: Slot[Callable[[Any], Sequence[Desk]]] = Slot(
    "accounts.administration",
    "What an actor may administer, listed at /beheer; costs no statement.",
)
