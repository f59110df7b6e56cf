"""Keeping what shows how a step went, and taking it away again."""

import io
import re
from dataclasses import dataclass
from typing import IO

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.kernel import audit, pictures
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.documents import MOST_BYTES, DocumentKind, NoDocument, keep_document, kind_of
from lms.kernel.pictures import NoPicture
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.commands.moments import note_sign
from lms.programme.commands.uploads import delete_files, put_picture
from lms.programme.enums import EvidenceKind
from lms.programme.models import CardStep, Evidence, Neighbourhood
from lms.programme.queries.moments import new_form_key

LONGEST_TEXT = 1000
FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class KeptFile:
    """A file that came in with a form: clean, stored, and not yet anybody's."""

    kind: EvidenceKind
    file: str
    file_name: str
    thumbnail: str | None = None


def keep_file(stream: IO[bytes], name: str, *, consent: bool) -> KeptFile:
    """Look what a file is by its content and store it; a photo only with consent. Runs while no transaction is open."""
    head = stream.read(MOST_BYTES + 1)
    try:
        if kind_of(head) is DocumentKind.PICTURE:
            return _photo(head, name, consent)
        document = keep_document(io.BytesIO(head), name)
    except (NoDocument, NoPicture):
        raise Refusal(
            _("Dit bestand kunnen we niet bewaren. Kies een foto, een pdf of een Word-bestand van hoogstens 10 MB."),
            "file",
        ) from None
    return KeptFile(EvidenceKind.FILE, document.stored.name, document.name)


def add_evidence(
    neighbourhood: Neighbourhood,
    key: str,
    *,
    by: Person,
    origin: str,
    text: str = "",
    kept: KeptFile | None = None,
    consent: bool = False,
    form_key: str = "",
) -> Evidence:
    """Keep what shows how a step went: words, a figure (words that begin with a number), a photo or a file.

    A form that is sent twice keeps one thing; the file that came the second time goes.
    """
    form_key, text = form_key or new_form_key(), text.strip()
    before: Evidence | None = row_of_form(Evidence.by_id, form_key, by)
    if before is not None:
        return _same_again(before, key, text, kept)
    _refuse_unfit(neighbourhood, key, text, kept)
    words = EvidenceKind.FIGURE if FIGURE.match(text) else EvidenceKind.TEXT
    evidence = Evidence(
        neighbourhood_id=neighbourhood.id,
        card_version_id=neighbourhood.card_version_id,
        step_key=key,
        kind=kept.kind if kept else words,
        text=text,
        file=kept.file if kept else None,
        file_name=kept.file_name if kept else None,
        thumbnail=kept.thumbnail if kept else None,
        consent=bool(kept and kept.kind is EvidenceKind.PHOTO and consent),
        form_key=form_key,
        by_id=by.id,
    )
    first = first_of_form(Evidence.by_id, evidence, by)
    if first is not evidence:
        return _same_again(first, key, text, kept)
    note_sign(neighbourhood)
    audit.record("evidence.add", f"evidence/{evidence.uid}", actor_uid=by.uid, origin=origin)
    return evidence


def remove_evidence(evidence: Evidence, *, by: Person, origin: str) -> None:
    """Take away for good what somebody brought: words and file; that there was something stays."""
    if evidence.removed_at is not None:
        return
    delete_files(evidence.file, evidence.thumbnail)
    evidence.kind, evidence.text, evidence.removed_at = EvidenceKind.TEXT, "", now()
    evidence.file = evidence.file_name = evidence.thumbnail = None
    evidence.consent = False
    audit.record("evidence.remove", f"evidence/{evidence.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()


def _refuse_unfit(neighbourhood: Neighbourhood, key: str, text: str, kept: KeptFile | None) -> None:
    if not text and kept is None:
        raise Refusal(_("Schrijf iets op, of kies een foto of bestand."), "text")
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_TEXT), "text")
    if db.session.get(CardStep, (neighbourhood.card_version_id, key)) is None:
        raise Refusal(_("Deze stap staat niet op de kaart van deze wijk."))


def _same_again(first: Evidence, key: str, text: str, kept: KeptFile | None) -> Evidence:
    """Return what a form became before, and let go of the file that came with it for the second time."""
    named = {"file_name": kept.file_name} if kept else {}
    unchanged(first, step_key=key, text=text, **named)
    if kept is not None:
        delete_files(kept.file, kept.thumbnail)
    return first


def _photo(content: bytes, name: str, consent: bool) -> KeptFile:
    if not consent:
        raise Refusal(_("Staan er mensen op de foto? Vraag het hun eerst. Zet dan hier een vinkje."), "consent")
    picture = pictures.clean(io.BytesIO(content))
    large, small = put_picture(picture)
    return KeptFile(EvidenceKind.PHOTO, large, name[-200:] or "foto", small)
