"""Where people have a role, and what hangs on that."""

from collections.abc import Collection, Mapping

from lms.accounts.models import Grant, Person
from lms.accounts.slots import CLOSING, PLACE_WORDS, Hanging, PlaceKey
from lms.kernel.slots import fillers


def place_words(grants: Collection[Grant]) -> Mapping[PlaceKey, str]:
    """Return where these roles are held, in words that follow the role; the whole programme has none."""
    keys = {(grant.scope_kind, grant.scope_id) for grant in grants}
    return {key: words for filler in fillers(PLACE_WORDS) for key, words in filler(keys).items()} if keys else {}


def hanging_on(person: Person) -> list[Hanging]:
    """Return what hangs on somebody, to be read before their account closes; nothing for who can go unnoticed."""
    return [each for filler in fillers(CLOSING) for each in filler(person)]
