"""Asking people to prepare something, bringing it with photos, and letting an expert look at the programme."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.circles.commands.checkins import begin_checkin
from lms.circles.models import CircleSession, ExpertLink, Prework, PreworkAnswer, PreworkPhoto
from lms.circles.models.prework import MOST_PHOTOS
from lms.circles.queries.checkins import answer_of, is_open
from lms.circles.queries.experts import digest_of, last_day_of
from lms.kernel import audit
from lms.kernel.chance import new_token
from lms.kernel.clock import local, now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.evidence import KeptFile
from lms.programme.commands.form_keys import first_of_form, row_of_form
from lms.programme.commands.uploads import delete_files
from lms.programme.enums import EvidenceKind


def set_assignment(session: CircleSession, instruction: str, due_on: date, *, photos: bool, by: Person) -> Prework:
    """Ask people to prepare something, or ask it otherwise; what they brought stays."""
    if not is_open(session):
        raise Refusal(_("De bijeenkomst is begonnen. Geef de opdracht voor de volgende keer."))
    if not today() <= due_on <= local(session.meeting.starts_at).date():
        raise Refusal(_("Kies een dag van vandaag tot en met de bijeenkomst."), "due_on")
    asked = db.session.get(Prework, session.id) or Prework(session_id=session.id)
    asked.instruction, asked.due_on, asked.photos, asked.by_id = instruction.strip(), due_on, photos, by.id
    db.session.add(asked)
    db.session.flush()
    return asked


def bring_prework(session: CircleSession, text: str, *, by: Person) -> PreworkAnswer:
    """Keep what somebody prepared, in words."""
    begin_checkin(session, by=by)
    answer = _answer(session, by)
    answer.text = text.strip()
    db.session.flush()
    return answer


def add_photo(session: CircleSession, kept: KeptFile, alt: str, *, consent: bool, form_key: str, by: Person) -> None:
    """Keep a photo with what somebody prepared; without consent there is none (P-4). It never leaves the circle.

    The file was cleaned and stored by :func:`lms.programme.commands.evidence.keep_file`; one that came twice goes.
    """
    begin_checkin(session, by=by)
    asked = db.session.get(Prework, session.id)
    if asked is None or not asked.photos:
        raise Refusal(_("Bij deze opdracht horen geen foto's."), "file")
    if kept.kind is not EvidenceKind.PHOTO or kept.thumbnail is None:
        raise Refusal(_("Dit is geen foto die we kunnen laten zien. Kies een foto (jpg, png of webp)."), "file")
    if not consent:
        raise Refusal(_("Staan er mensen op de foto? Vraag het hun eerst. Zet dan hier een vinkje."), "consent")
    answer = _answer(session, by)
    there = select(func.count()).where(PreworkPhoto.answer_id == answer.id)
    if (db.session.scalar(there) or 0) >= MOST_PHOTOS:
        raise Refusal(_("Er passen %(most)s foto's bij. Haal er eerst een weg.", most=MOST_PHOTOS), "file")
    if db.session.scalar(select(PreworkPhoto.id).where(PreworkPhoto.form_key == form_key)) is not None:
        delete_files(kept.file, kept.thumbnail)
        return
    photo = PreworkPhoto(answer_id=answer.id, file=kept.file, thumbnail=kept.thumbnail, alt=alt.strip())
    photo.consent, photo.form_key = consent, form_key
    db.session.add(photo)
    db.session.flush()


def remove_photo(photo: PreworkPhoto) -> None:
    """Take a photo away for good; who may is who brought it, also when somebody on it says no after all."""
    delete_files(photo.file, photo.thumbnail)
    db.session.delete(photo)
    db.session.flush()


def invite_expert(
    session: CircleSession, name: str, organisation: str, *, form_key: str, by: Person, origin: str
) -> tuple[ExpertLink, str | None]:
    """Make a link for an expert; the token is returned once and only its digest kept, none when it was made before."""
    if not is_open(session) and today() > last_day_of(session):
        raise Refusal(_("Deze bijeenkomst is al geweest."))
    before: ExpertLink | None = row_of_form(ExpertLink.by_id, form_key, by)
    if before is not None:
        return before, None
    token = new_token()
    row = ExpertLink(session_id=session.id, name=name.strip(), organisation=organisation.strip(), form_key=form_key)
    row.token_digest, row.by_id = digest_of(token), by.id
    kept = first_of_form(ExpertLink.by_id, row, by)
    audit.record("circle.expert", f"circle/{session.circle.uid}", actor_uid=by.uid, origin=origin)
    return kept, token if kept is row else None


def revoke_expert(link: ExpertLink, *, by: Person, origin: str) -> None:
    """End a link; a second time is the same."""
    if link.revoked_at is None:
        link.revoked_at = now()
        audit.record("circle.expert_off", f"circle/{link.session.circle.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()


def _answer(session: CircleSession, by: Person) -> PreworkAnswer:
    if db.session.get(Prework, session.id) is None:
        raise Refusal(_("Er is geen opdracht voor deze bijeenkomst."))
    answer = answer_of(session, by)
    if answer is None:
        answer = PreworkAnswer(session_id=session.id, person_id=by.id)
        try:
            with db.session.begin_nested():
                db.session.add(answer)
        except IntegrityError:  # two tabs at once
            pass
        answer = answer_of(session, by)
        assert answer is not None  # noqa: S101 -- it was written just now
    return answer
