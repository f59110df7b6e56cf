"""Keeping a picture that came with a draft by its content, and showing it at the end of the text it came with."""

from hashlib import sha256

from lms.accounts.models import Person
from lms.content.pictures import Brought, made_name, refuse_unsafe
from lms.content.write.fields import empty_fields, fields_of, write_block
from lms.content.write.segments import joined, segments
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.commands.drafts import save_form
from lms.training.models import DraftPicture
from lms.training.queries.draft_pages import slice_of, with_slice
from lms.training.queries.drafts import Working

FOLDER = "media/"


def store_draft_picture(working: Working, page: str, picture: Brought, *, by: Person, origin: str) -> str:
    """Keep a picture with its words, in the easy text when that still misses one; return its place on the page."""
    refuse_unsafe(picture.name, picture.content)
    file = f"{FOLDER}{made_name(picture.name, picture.content)}"
    shown = slice_of(working.form, page)
    if shown is None:
        raise Refusal("")
    text, place = with_picture(shown["text"], file, picture.alt)
    form = with_slice(working.form, page, {**shown, "text": text})
    kept = save_form(working.uid, lambda _form: form, stand=working.stand, was=working.form, by=by, origin=origin)
    if kept.draft is not None and db.session.get(DraftPicture, (kept.draft.id, file)) is None:
        row = DraftPicture(draft_id=kept.draft.id, file=file, content_type=picture.content_type)
        row.sha256, row.content = sha256(picture.content).hexdigest(), picture.content
        db.session.add(row)
        db.session.flush()
    return place


def with_picture(text: str, file: str, alt: str) -> tuple[str, str]:
    """Return a text with a picture where one is missing, or else behind it, and its place on the page."""
    found = segments(text)
    rows = [segment.raw for segment in found]
    for at, segment in enumerate(found):
        fields = fields_of(segment)
        if fields["kind"] == "picture" and not fields["file"] or fields["kind"] == "easy" and not fields["file"]:
            rows[at] = write_block({**fields, "file": file, "alt": alt})
            return joined(rows), f"blok-{at + 1}"
    at = len(rows) - (1 if found and found[-1].name == "easy" else 0)  # the easy text stays the last
    rows.insert(at, write_block({**empty_fields("picture"), "file": file, "alt": alt}))
    return joined(rows), f"blok-{at + 1}"
