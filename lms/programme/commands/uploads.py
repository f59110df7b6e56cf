"""What comes in with a form: looked at, cleaned and stored outside any transaction, then noted as waiting."""

import io
from datetime import datetime
from typing import IO

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms.accounts.models import Person
from lms.kernel import pictures, recordings
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.pictures import NoPicture, Picture
from lms.kernel.queue import enqueue
from lms.kernel.recording_labels import without_labels
from lms.kernel.refusal import Refusal
from lms.kernel.work import afterwards, aside
from lms.programme.models import KeptUpload

DELETE_FILES = "programme.delete_files"
LONGEST_RECORDING = 60
MOST_PHOTO_BYTES = 5_000_000
BATCH = 200


def keep_recording(stream: IO[bytes], *, form_key: str, by: Person, seconds: int | None) -> None:
    """Store a spoken recording of at most a minute without its labels; what is none, or too long, is refused.

    Runs while no transaction is open.
    """
    content = stream.read(recordings.MOST_BYTES + 1)
    kind = recordings.kind_of(content)
    if kind is None:
        raise Refusal(_("Dit is geen opname die we kunnen afspelen. Spreek het opnieuw in."), "recording")
    if not recordings.fits(len(content), seconds) or (seconds or 0) > LONGEST_RECORDING:
        raise Refusal(_("Je opname is te lang. Houd het op één minuut."), "recording")
    stored = files().put(io.BytesIO(without_labels(content)), limit=recordings.MOST_BYTES, suffix=kind.suffix)
    _note(KeptUpload(person_id=by.id, form_key=form_key, kind="recording", name=stored.name, seconds=seconds))


def keep_photo(stream: IO[bytes], *, form_key: str, by: Person) -> None:
    """Store the picture and nothing but the picture, large and small; what is no picture is refused.

    Runs while no transaction is open.
    """
    try:
        picture = pictures.clean(stream)
    except NoPicture:
        raise Refusal(
            _("Dit is geen foto die we kunnen laten zien. Kies een foto (jpg, png of webp)."), "photo"
        ) from None
    name, small = put_picture(picture)
    _note(KeptUpload(person_id=by.id, form_key=form_key, kind="photo", name=name, small=small))


def let_wait_for(form_key: str, before: str, *, by: Person) -> None:
    """Let what came in with a form wait for it under another key, from when this request is over and was refused."""
    mine = (KeptUpload.person_id == by.id, KeptUpload.form_key == before)

    def move(session: Session) -> None:
        session.execute(update(KeptUpload).where(*mine).values(form_key=form_key))

    afterwards(move)


def put_picture(picture: Picture) -> tuple[str, str]:
    """Store a picture large and small and return both names; when the second cannot be stored the first goes."""
    large = _put(picture.content)
    try:
        return large, _put(picture.thumbnail)
    except BaseException:
        drop_files(large)
        raise


def forget_waiting_uploads(before: datetime) -> int:
    """Forget a batch of uploads whose form did not come back since a moment; return how many."""
    old = select(KeptUpload).where(KeptUpload.at < before).order_by(KeptUpload.at).limit(BATCH)
    found = db.session.scalars(old).all()
    for upload in found:
        delete_files(upload.name, upload.small)
        db.session.delete(upload)
    db.session.flush()
    return len(found)


def delete_files(*names: str | None) -> None:
    """Delete stored files once this transaction is committed, and not if it is not."""
    if doomed := [name for name in names if name]:
        enqueue(DELETE_FILES, doomed)


def _put(content: bytes) -> str:
    return files().put(io.BytesIO(content), limit=MOST_PHOTO_BYTES, suffix=pictures.SUFFIX).name


def _note(upload: KeptUpload) -> None:
    """Put an upload in place of the one of this kind that this form brought before; if that fails its files go.

    The person is locked meanwhile, so that a form that is sent twice at once takes its turns.
    """
    same = (
        KeptUpload.person_id == upload.person_id,
        KeptUpload.form_key == upload.form_key,
        KeptUpload.kind == upload.kind,
    )
    brought = (upload.name, upload.small)
    try:
        with aside() as session:
            session.execute(select(Person.id).where(Person.id == upload.person_id).with_for_update(key_share=True))
            gone = delete(KeptUpload).where(*same).returning(KeptUpload.name, KeptUpload.small)
            before = session.execute(gone).all()
            session.add(upload)
    except BaseException:
        drop_files(*brought)
        raise
    drop_files(*(name for row in before for name in row))


def drop_files(*names: str | None) -> None:
    """Delete stored files that nothing in the database speaks of, at once."""
    for name in names:
        if name:
            files().delete(name)
