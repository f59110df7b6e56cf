"""The mail to an adviser of another programme: a question in general words, and a page of their own to answer on."""

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.accounts.commands.mail_layout import laid_out, site
from lms.accounts.commands.notices import stand_in_for
from lms.accounts.queries.digests import token_hash
from lms.advice.models import BundleAddressee, StrategicBundle
from lms.kernel import outbox
from lms.kernel.chance import new_token
from lms.kernel.db import db

ASKED = "bundle.question"


def send_question(addressee: BundleAddressee, bundle: StrategicBundle, named: Sequence[str] = ()) -> None:
    """Give an addressee a new link, which ends the old one, and mail the question with it.

    The letter holds the words of the bundle and ``named``: the neighbourhoods that said yes to that, and no other.
    """
    token = f"{addressee.uid}{new_token()}"
    addressee.token_digest = token_hash(token)
    db.session.flush()
    with force_locale("nl"):
        programme = bundle.programme.title
        subject = _("Een vraag van %(programme)s: %(title)s", programme=programme, title=bundle.title)
        paragraphs = [
            _("Wij zijn adviseurs van wijken in het programma %(programme)s.", programme=programme),
            _(
                "Meer wijken stellen ons dezelfde vraag. We vragen het jou als %(role)s bij %(organisation)s:",
                role=addressee.role,
                organisation=addressee.organisation,
            ),
            bundle.question,
            *([_("Onder meer %(places)s.", places=", ".join(named))] if named else []),
            _("Antwoorden kan op je eigen pagina, zonder account:") + f"\n{site()}/advies/antwoord/{token}",
            _("Een paar zinnen is genoeg. Weet je het niet? Laat dat daar weten, dan vragen we een ander."),
            _("Deze link is alleen voor jou. Stuur deze mail niet door."),
        ]
        text = laid_out("", paragraphs)
    mail = {"cause": ASKED, "object": f"bundle/{bundle.uid}", "version": addressee.token_digest[:16]}
    outbox.post(stand_in_for(addressee.address), addressee.address, **mail, subject=subject, text=text, secret=True)
