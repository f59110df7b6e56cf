"""Telling a moment, the one place to tell; and taking it away again."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import KeptBefore, Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.commands.uploads import delete_files
from lms.programme.models import KeptUpload, Moment, MomentChip, Neighbourhood
from lms.programme.queries.chips import chip_groups, chosen_chips
from lms.programme.queries.moments import new_form_key
from lms.programme.signals import moment_recorded

LONGEST_TEXT, LONGEST_ALT = 2000, 200
TAKEN_AWAY = "(weggehaald)"


def record_moment(
    neighbourhood: Neighbourhood,
    *,
    by: Person,
    text: str = "",
    recording: KeptUpload | None = None,
    photo: KeptUpload | None = None,
    photo_alt: str = "",
    photo_consent: bool = False,
    chips: Collection[str] = (),
    form_key: str = "",
) -> Moment:
    """Keep what somebody tells and announce it; a form that is sent twice is one moment.

    ``chips`` are values such as ``stap:wijk`` or ``les`` of kinds in slot ``programme.MOMENT_CHIPS``. Recording and
    photo came in before with :mod:`lms.programme.commands.uploads`.
    """
    form_key = form_key or new_form_key()
    told: Moment | None = row_of_form(Moment.by_id, form_key, by)
    if told is not None:
        return _same_again(told, text, photo_alt, chips, recording, photo)
    _refuse_nothing(text, recording, photo, photo_consent)
    about = chosen_chips(chip_groups(by, neighbourhood, among=chips), chips)
    moment = Moment(form_key=form_key, neighbourhood_id=neighbourhood.id, by_id=by.id, text=text.strip())
    if recording is not None:
        moment.recording, moment.recording_seconds = recording.name, recording.seconds
    if photo is not None:
        moment.photo, moment.photo_small = photo.name, photo.small
        moment.photo_alt, moment.photo_consent = photo_alt.strip(), photo_consent
    told = first_of_form(Moment.by_id, moment, by)
    if told is not moment:
        return _same_again(told, text, photo_alt, chips, recording, photo)
    rows = [MomentChip(moment_id=moment.id, kind=chip.kind, key=chip.key, label=chip.label[:160]) for chip in about]
    db.session.add_all(rows)
    _claim(form_key, by, recording, photo)
    note_sign(neighbourhood)
    db.session.flush()
    announce(moment_recorded, neighbourhood=neighbourhood, moment=moment, chips=rows, by=by)
    return moment


def remove_moment(moment: Moment, *, by: Person, origin: str) -> None:
    """Take away for good what somebody told: words, voice and photo; that there was a moment stays."""
    delete_files(moment.recording, moment.photo, moment.photo_small)
    db.session.execute(delete(MomentChip).where(MomentChip.moment_id == moment.id))
    moment.text, moment.removed_at = TAKEN_AWAY, now()
    moment.recording = moment.photo = moment.photo_small = moment.recording_seconds = None
    moment.photo_alt, moment.photo_consent = "", False
    audit.record("moment.remove", f"moment/{moment.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()


def note_sign(neighbourhood: Neighbourhood, at: datetime | None = None) -> None:
    """Note that a neighbourhood gave a sign of life, now or at a moment; an older one than it gave is none."""
    at, last = at or now(), neighbourhood.last_sign_at
    neighbourhood.last_sign_at = at if last is None else max(last, at)


def _refuse_nothing(text: str, recording: KeptUpload | None, photo: KeptUpload | None, consent: bool) -> None:
    if not text.strip() and recording is None:
        raise Refusal(_("Schrijf op wat er gebeurde, of spreek het in. Twee zinnen is genoeg."), "text")
    if len(text.strip()) > LONGEST_TEXT:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_TEXT), "text")
    if photo is not None and not consent:
        raise Refusal(_("Staan er mensen op de foto? Vraag het hun eerst. Zet dan hier een vinkje."), "consent")


def _same_again(
    told: Moment, text: str, alt: str, chips: Collection[str], recording: KeptUpload | None, photo: KeptUpload | None
) -> Moment:
    """Return what a form became before; a photo that came again is taken for the same one."""
    rows = db.session.execute(select(MomentChip.kind, MomentChip.key).where(MomentChip.moment_id == told.id))
    about = {f"{kind}:{key}" if key else kind for kind, key in rows}
    spoken = recording is not None and (told.recording is None or told.recording_seconds != recording.seconds)
    if about != set(chips) or spoken or (photo is not None and told.photo is None):
        raise KeptBefore(told)
    return unchanged(told, text=text.strip(), **({"photo_alt": alt.strip()} if told.photo else {}))


def _claim(form_key: str, by: Person, *uploads: KeptUpload | None) -> None:
    """Let the files belong to the moment, and no longer wait."""
    kinds = [upload.kind for upload in uploads if upload]
    if not kinds:
        return
    mine = (KeptUpload.person_id == by.id, KeptUpload.form_key == form_key, KeptUpload.kind.in_(kinds))
    db.session.execute(delete(KeptUpload).where(*mine))
