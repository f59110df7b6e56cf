"""The dream and the question of a neighbourhood: a new wording stands before the old one and replaces nothing."""

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import note_sign
from lms.programme.enums import SharedKind
from lms.programme.models import Neighbourhood, SharedText

LONGEST = 500


def say_shared_text(
    neighbourhood: Neighbourhood, kind: SharedKind, text: str, *, by: Person, origin: str
) -> SharedText | None:
    """Keep a new wording; nothing is written when these are the words that stand there already."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refusal(_("Schrijf één of twee zinnen, van hoogstens %(most)s tekens.", most=LONGEST), "text")
    db.session.execute(select(Neighbourhood.id).where(Neighbourhood.id == neighbourhood.id).with_for_update())
    same = (SharedText.neighbourhood_id == neighbourhood.id, SharedText.kind == kind)
    last = db.session.scalars(select(SharedText).where(*same).order_by(SharedText.id.desc()).limit(1)).first()
    if last is not None and last.text == text:
        return None
    row = SharedText(neighbourhood_id=neighbourhood.id, kind=kind, text=text, by_id=by.id)
    db.session.add(row)
    note_sign(neighbourhood)
    db.session.flush()
    audit.record(f"shared_text.{kind}", f"neighbourhood/{neighbourhood.uid}", actor_uid=by.uid, origin=origin)
    return row
