"""Setting the plan of a neighbourhood: a file or a link; the newest counts and the older ones stay."""

import io
from typing import IO

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.documents import MOST_BYTES, Document, DocumentKind, NoDocument, keep_document, kind_of
from lms.kernel.refusal import Refusal
from lms.programme.models import Neighbourhood, Plan


def keep_plan_file(stream: IO[bytes], name: str) -> Document:
    """Look at a file and keep it, or refuse it; a picture is no plan: it may show people who were not asked.

    Runs while no transaction is open.
    """
    content = stream.read(MOST_BYTES + 1)
    try:
        if kind_of(content) is DocumentKind.PICTURE:
            raise NoDocument("a picture")
        return keep_document(io.BytesIO(content), name)
    except NoDocument:
        words = _("Dit bestand kunnen we niet bewaren. Kies een pdf, Word (docx) of OpenDocument (odt), tot 10 MB.")
        raise Refusal(words, "file") from None


def set_plan_link(neighbourhood: Neighbourhood, link: str, *, by: Person, origin: str) -> Plan:
    """Say where the plan stands on another site."""
    return _set(Plan(neighbourhood_id=neighbourhood.id, link=link, by_id=by.id), neighbourhood, by, origin)


def set_plan_file(neighbourhood: Neighbourhood, document: Document, *, by: Person, origin: str) -> Plan:
    """Set a file that was kept as the plan."""
    file = {"file": document.stored.name, "file_name": document.name}
    return _set(Plan(neighbourhood_id=neighbourhood.id, **file, by_id=by.id), neighbourhood, by, origin)


def _set(plan: Plan, neighbourhood: Neighbourhood, by: Person, origin: str) -> Plan:
    db.session.add(plan)
    db.session.flush()
    audit.record("plan.set", f"neighbourhood/{neighbourhood.uid}", actor_uid=by.uid, origin=origin)
    return plan
