"""Recording what a part says: keeping the sound with the draft, replacing it, taking it away, forgetting a voice."""

import re
from hashlib import sha256
from typing import IO

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.content.spoken import Spoken, take_of
from lms.kernel import audit, recordings
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.recording_labels import without_labels
from lms.kernel.recordings import AudioKind
from lms.kernel.refusal import Refusal
from lms.training.commands.drafts import locked, save_form
from lms.training.models import DraftPicture, Module, ModuleMedia, PartRecording
from lms.training.queries.draft_forms import RECORDINGS, Form
from lms.training.queries.drafts import Working

SHOWN = re.compile(r"[0-9a-f]{8}")
LONGEST = 180  # seconds; a part has at most 140 words
Sound = tuple[AudioKind, bytes]


def sound_in(stream: IO[bytes], seconds: int | None) -> Sound:
    """Return what came with a form as sound without labels; raise a Refusal for anything else. Slow."""
    content = stream.read(recordings.MOST_BYTES + 1)
    kind = recordings.kind_of(content)
    if kind is None:
        raise Refusal(_("Dit is geen opname die we kunnen afspelen. Spreek het opnieuw in."), "recording")
    if not recordings.fits(len(content), seconds) or (seconds or 0) > LONGEST:
        raise Refusal(_("Je opname is te lang. Houd het op drie minuten."), "recording")
    return kind, without_labels(content)


def record_text(uid: str, spoken: Spoken, mark: str, sound: Sound, *, by: Person, origin: str) -> Working:
    """Keep a recording of the words that somebody had before them, in place of every other one of this text."""
    if not SHOWN.fullmatch(mark):
        raise Refusal(_("Open deze pagina opnieuw en neem dan op."), "recording")
    kind, content = sound
    file = take_of(spoken.uid, mark, content, kind.suffix)
    kept = _with(uid, spoken, [file], by, origin)
    assert kept.draft is not None  # noqa: S101 -- somebody who records begins a draft
    if db.session.get(DraftPicture, (kept.draft.id, file)) is None:
        row = DraftPicture(draft_id=kept.draft.id, file=file, content_type=kind.content_type)
        row.sha256, row.content = sha256(content).hexdigest(), content
        db.session.add(row)
    told = {"module_uid": uid, "text_uid": spoken.uid, "language": kept.form["language"], "by_id": by.id, "at": now()}
    db.session.merge(PartRecording(uid=f"{uid}/{file}", **told))
    db.session.flush()
    audit.record("training.voice", f"module/{uid}", actor_uid=by.uid, origin=origin)
    return kept


def take_recording_away(uid: str, spoken: Spoken, *, by: Person, origin: str) -> Working:
    """Let the browser read a text again; what is on the site stays until the draft is published."""
    kept = _with(uid, spoken, [], by, origin)
    audit.record("training.voice_off", f"module/{uid}", actor_uid=by.uid, origin=origin)
    return kept


def forget_voice(person: Person) -> None:
    """Delete what somebody recorded, also what is played now: browsers read those texts from then on."""
    uids = list(db.session.scalars(select(PartRecording.uid).where(PartRecording.by_id == person.id)))
    if not uids:
        return
    modules = set(db.session.scalars(select(ModuleMedia.module_id).where(ModuleMedia.uid.in_(uids))))
    for module in db.session.scalars(select(Module).where(Module.id.in_(modules))):
        gone = {uid.removeprefix(f"{module.uid}/") for uid in uids}
        module.pictures = {file: told for file, told in module.pictures.items() if file not in gone}
    files = {uid.partition("/")[2] for uid in uids}
    db.session.execute(delete(DraftPicture).where(DraftPicture.file.in_(files)))
    db.session.execute(delete(ModuleMedia).where(ModuleMedia.uid.in_(uids)))
    db.session.execute(delete(PartRecording).where(PartRecording.by_id == person.id))


def _with(uid: str, spoken: Spoken, files: list[str], by: Person, origin: str) -> Working:
    def change(form: Form) -> Form:
        others = [file for file in form[RECORDINGS] if file not in spoken.recordings_in(form[RECORDINGS])]
        return {**form, RECORDINGS: sorted([*others, *files])}

    working = locked(uid)
    return save_form(uid, change, stand=working.stand, was=working.form, by=by, origin=origin)
