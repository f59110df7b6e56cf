"""Places where higher features add what concerns a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lms.kernel.slots import PanelProvider, Slot


@dataclass(frozen=True)
class PersonalData:
    """What one feature keeps about people: ``export`` returns it as plain values, ``erase`` takes it away for good."""

    name: str
    export: Callable[[Any], dict[str, Any]]
    erase: Callable[[Any], None]


PERSONAL_DATA: Slot[PersonalData] = Slot(
    "accounts.personal_data",
    "What a feature keeps about a person: for the download of personal data and for erasure.",
)
ACCOUNT_PANELS: Slot[PanelProvider] = Slot(
    "accounts.account_panels",
    "Panels on a person's own account page; the provider gets the person twice, as actor and as subject.",
)
