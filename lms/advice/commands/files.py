"""Files and voice notes that go with advice: looked at by their content, kept, written down, and taken away again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.accounts.models import Person
from lms.advice.commands.moving import code_of, lock
from lms.advice.commands.words import cleaned, headline, stems
from lms.advice.enums import Direction, MessageKind
from lms.advice.models import Advice, AdviceAnswer, AdviceFile, AdviceMessage
from lms.advice.models.talk import LONGEST_TRANSCRIPT
from lms.kernel import audit, documents, recordings
from lms.kernel.db import db
from lms.kernel.documents import NoDocument, keep_document
from lms.kernel.refusal import Refusal
from lms.programme.commands.uploads import delete_files, drop_files
from lms.programme.models import KeptUpload

#: So many files go with one message, and so many with one piece of advice: it is a talk, no archive.
MOST_AT_ONCE, MOST = 5, 40


@dataclass(frozen=True)
class Kept:
    """A file that came in: clean, stored, and not yet anybody's; ``name`` is what people see."""

    file: str
    name: str
    media_type: str
    size: int
    seconds: int | None = None
    consent: bool = False


def keep(stream: IO[bytes], name: str, *, consent: bool) -> Kept:
    """Look what a file is by its content and store it; a photo only with consent. Runs while no transaction is open."""
    try:
        document = keep_document(stream, name)
    except NoDocument:
        raise Refusal(
            _("%(name)s kunnen we niet bewaren. Kies een foto, een pdf of een Word-bestand.", name=name[-60:]), "files"
        ) from None
    kept = Kept(
        document.stored.name,
        document.name,
        documents.content_type(document.name),
        document.stored.size,
        consent=consent,
    )
    if kept.media_type.startswith("image/") and not consent:
        drop(kept)
        raise Refusal(_("Staan er mensen op de foto? Vraag het hun eerst. Zet dan hier een vinkje."), "consent")
    return kept


def voice(upload: KeptUpload, size: int) -> Kept:
    """Return a recording that came in with a form as a file of advice."""
    kind = recordings.content_type(upload.name)
    return Kept(upload.name, f"opname.{upload.name.rsplit('.', 1)[-1]}", kind, size, upload.seconds)


def attach(
    advice: Advice,
    kept: Sequence[Kept],
    *,
    by: Person,
    message: AdviceMessage | None = None,
    answer: AdviceAnswer | None = None,
    transcript: str = "",
) -> list[AdviceFile]:
    """Write down that files go with a message, an answer, or the question itself."""
    if not kept:
        return []
    if len(kept) > MOST_AT_ONCE:
        raise Refusal(_("Kies hoogstens %(most)s bestanden tegelijk.", most=MOST_AT_ONCE), "files")
    there = db.session.scalar(select(func.count()).where(AdviceFile.advice_id == advice.id)) or 0
    if there + len(kept) > MOST:
        raise Refusal(_("Bij dit advies staan al %(most)s bestanden. Haal er eerst een weg.", most=MOST), "files")
    rows = [
        AdviceFile(
            advice_id=advice.id,
            message_id=message.id if message else None,
            answer_id=answer.id if answer else None,
            file=each.file,
            file_name=each.name,
            media_type=each.media_type,
            size=each.size,
            seconds=each.seconds,
            consent=each.consent,
            transcript=transcript if each.media_type.startswith("audio/") else "",
            by_id=by.id,
        )
        for each in kept
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def let_go(kept: Sequence[Kept]) -> None:
    """Delete files that came a second time with a form that was kept already, once this is committed."""
    delete_files(*(each.file for each in kept))


def drop(*kept: Kept) -> None:
    """Delete stored files that nothing in the database speaks of, at once."""
    drop_files(*(each.file for each in kept))


def remove_file(row: AdviceFile, advice: Advice, *, by: Person, origin: str) -> None:
    """Take a file away for good; what was said with it stays."""
    audit.record("advice.remove_file", code_of(advice), actor_uid=by.uid, origin=origin)
    throw_away(row, row.by_id)


def throw_away(row: AdviceFile, by_id: int | None) -> None:
    """Delete a file; what a voice note says stays, as a line of the talk under this person's name or none."""
    if row.transcript:
        said = {"advice_id": row.advice_id, "at": row.at, "by_id": by_id}
        db.session.add(AdviceMessage(**said, kind=MessageKind.MESSAGE, text=row.transcript))
    delete_files(row.file)
    db.session.delete(row)
    db.session.flush()


def write_down(row: AdviceFile, advice: Advice, text: str, *, by: Person, origin: str) -> None:
    """Write down what a voice note says, for who cannot hear it; lists and search call the advice by it then.

    Until then advice that was only spoken has no words of its own.
    """
    text = cleaned(text, LONGEST_TRANSCRIPT, _("Schrijf in één zin wat je zei."), "transcript")
    lock(advice)
    db.session.refresh(row, ["transcript"], with_for_update=True)
    first = not row.transcript
    row.transcript = text
    if first and _was_only_spoken(advice, row):
        advice.title, advice.words = headline(text), stems(text)
        if advice.direction is Direction.ASKED:
            advice.question = text
    audit.record("advice.write_down", code_of(advice), actor_uid=by.uid, origin=origin)
    db.session.flush()


def _was_only_spoken(advice: Advice, row: AdviceFile) -> bool:
    """Say whether advice began as this voice note; what somebody asked in words keeps those when the answer is one."""
    if row.answer_id is None:
        return False
    words = select(AdviceAnswer.text).where(AdviceAnswer.id == row.answer_id)
    return advice.direction is Direction.UNASKED or advice.question == db.session.scalar(words)
