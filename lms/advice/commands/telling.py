"""Telling people that something happened with advice; never what stands in it when that is confidential."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.moving import code_of
from lms.advice.enums import Visibility
from lms.advice.models import Advice

IN_CONFIDENCE = _l("Er is iets nieuws bij vertrouwelijk advies")


def tell(
    people: Sequence[Person], advice: Advice, cause: str, text: str | LazyString, *, version: str = "", anchor: str = ""
) -> None:
    """Tell people one sentence about advice; of confidential advice only that there is something."""
    url = f"/advies/{advice.number}" + (f"#{anchor}" if anchor else "")
    said = text if advice.visibility is Visibility.NEIGHBOURHOOD else IN_CONFIDENCE
    version = version or str(advice.moves)
    notify_all(people, cause=cause, object=code_of(advice), version=version, text=said, url=url)
