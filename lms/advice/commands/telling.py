"""Telling people that something happened with advice; never what stands in it when that is confidential."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.commands.mail_layout import site
from lms.accounts.commands.notice_mail import Body
from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.moving import code_of
from lms.advice.commands.reply_addresses import address_for
from lms.advice.enums import Visibility
from lms.advice.models import Advice

IN_CONFIDENCE = _l("Er is iets nieuws bij vertrouwelijk advies")


def tell(
    people: Sequence[Person],
    advice: Advice,
    cause: str,
    text: str | LazyString,
    *,
    version: str = "",
    anchor: str = "",
    said: str = "",
) -> None:
    """Tell people one sentence about advice; of confidential advice only that there is something.

    ``said`` is what somebody wrote to the other side. Where answers by mail come in, the mail carries it and can be
    answered; a mail about anything else cannot, so that no word among advisers goes to a neighbourhood by mistake. Such
    a mail is secret: no administrator reads it, and its text is gone once it left.
    """
    url = f"/advies/{advice.number}" + (f"#{anchor}" if anchor else "")
    open_ = advice.visibility is Visibility.NEIGHBOURHOOD
    sentence = text if open_ else IN_CONFIDENCE

    def write(person: Person) -> Body:
        first = f"{' '.join(str(sentence).split())}\n{site()}{url}"
        address = address_for(advice, person) if said and open_ else None
        if address is None:
            return Body([first, _("Op deze mail kun je niet antwoorden. Antwoorden kan op de pagina.")])
        readers = _("Je kunt op deze mail antwoorden. Wie dit advies leest, leest ook je antwoord.")
        above = _("--- Antwoord boven deze regel ---")
        return Body([first, said, readers], reply_to=address, above=above, secret=True)

    told = {"cause": cause, "object": code_of(advice), "version": version or str(advice.moves)}
    notify_all(people, **told, text=sentence, url=url, write=write)
