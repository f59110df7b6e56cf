"""A photo that somebody prepared, for the people of the circle."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.circles.enums import Hushed
from lms.circles.models import CircleSession, Prework, PreworkAnswer, PreworkPhoto
from lms.circles.policy import speaks_in
from lms.circles.queries.confidential import readable
from lms.circles.queries.sessions import session_by_number
from lms.kernel.db import db


def photo_by_uid(slug: str, number: int, uid: str, actor: Actor) -> PreworkPhoto | None:
    """Return a photo of a session, for who speaks in its circle; no photo leaves it (L-4, P-4).

    Who brought it reads it in a confidential session too, to take it away.
    """
    session = session_by_number(slug, number, actor)
    if session is None or not speaks_in(actor, session.circle):
        return None
    found = select(PreworkPhoto).join(PreworkAnswer, PreworkAnswer.id == PreworkPhoto.answer_id)
    here = (PreworkAnswer.session_id == session.id, PreworkPhoto.uid == uid, PreworkPhoto.consent)
    inside = or_(readable(actor, Hushed.SESSION, PreworkAnswer.session_id), PreworkAnswer.person_id == actor.id)
    return db.session.scalar(found.where(*here, inside).options(_whole()))


def _whole() -> Any:
    session = joinedload(PreworkPhoto.answer).joinedload(PreworkAnswer.prework).joinedload(Prework.session)
    return session.joinedload(CircleSession.circle)
