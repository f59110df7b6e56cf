"""What there is to hear of a part: in the draft of an editor, and whose voice it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.content.read.desk import Desk
from lms.content.read.parts import Place, read_part
from lms.content.sources import known_sources
from lms.content.spoken import Spoken, spoken_in
from lms.content.write.files import front_file
from lms.kernel.db import db
from lms.training.models import PartRecording
from lms.training.queries.draft_forms import RECORDINGS, Form, part_in, parts_in


@dataclass(frozen=True)
class Voice:
    """One text of a part with the recording that fits its words, or else one of words it had before.

    ``by`` and ``at``: who recorded it here, and when.
    """

    spoken: Spoken
    easy: bool
    file: str | None = None
    fits: bool = False
    by: str = ""
    at: datetime | None = None

    @property
    def outdated(self) -> bool:
        """Whether there is a recording that is not played, because the text changed."""
        return self.file is not None and not self.fits


def voices_of(uid: str, form: Form, part: str) -> list[Voice]:
    """Return what there is to hear of a part in a draft; one statement when anything was recorded."""
    told = part_in(form, part)
    found = _voices(told, form[RECORDINGS]) if told else []
    spoke = _speakers(uid, [voice.file for voice in found if voice.file])
    return [
        Voice(each.spoken, each.easy, each.file, each.fits, *spoke.get(f"{uid}/{each.file}", ("", None)))
        for each in found
    ]


def parts_outdated(form: Form) -> set[str]:
    """Return the uids of the parts with a recording of words that changed since."""
    files = form[RECORDINGS]
    if not files:
        return set()
    return {part["uid"] for _lesson, part in parts_in(form) if any(voice.outdated for voice in _voices(part, files))}


def voices_by(person: Person) -> list[dict[str, Any]]:
    """Return what somebody recorded, without the sound: that is in the module."""
    rows = db.session.scalars(select(PartRecording).where(PartRecording.by_id == person.id).order_by(PartRecording.at))
    return [{"recording": row.uid, "language": row.language, "at": row.at.isoformat()} for row in rows]


def _voices(part: Form, files: Sequence[str]) -> list[Voice]:
    keys = {"uid": part["uid"], "title": part["title"] or "-", "minutes": "1", "audiences": "[professional]"}
    read = read_part(front_file(keys, part["text"]), Place("", 1, "", ""), Desk(sources=known_sources()))
    found = []
    for number, spoken in enumerate(spoken_in(read)):
        fitting, there = spoken.recording_in(files), spoken.recordings_in(files)
        found.append(Voice(spoken, bool(number), fitting or (there[0] if there else None), fitting is not None))
    return found


def _speakers(uid: str, files: Sequence[str]) -> dict[str, tuple[str, datetime]]:
    if not files:
        return {}
    rows = select(PartRecording.uid, Person.name, PartRecording.at).join(Person, Person.id == PartRecording.by_id)
    named = rows.where(PartRecording.uid.in_([f"{uid}/{file}" for file in files]))
    return {name: (by, at) for name, by, at in db.session.execute(named)}
