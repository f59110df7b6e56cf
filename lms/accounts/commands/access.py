"""Asking for access without an invitation, and answering that."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from lms.accounts.commands.letters import decline as mail_no
from lms.accounts.commands.notices import notify_all
from lms.accounts.commands.people import invite
from lms.accounts.enums import Outcome, Role
from lms.accounts.errors import NotNow
from lms.accounts.models import AccessRequest, Person
from lms.accounts.queries.people import normal_address, people_with_role
from lms.accounts.slots import Place
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.retention import forget_rows


def ask_for_access(*, name: str, email: str, organisation: str, reason: str, language: str) -> AccessRequest:
    """Keep a request for access until somebody answers it."""
    request = AccessRequest(
        name=name.strip(),
        email=normal_address(email),
        organisation=organisation.strip(),
        reason=reason.strip(),
        language=language,
    )
    db.session.add(request)
    db.session.flush()
    notify_all(
        people_with_role(Role.ADMINISTRATOR, Role.COORDINATOR),
        cause="access.asked",
        object=request.uid,
        text=_l("Iemand vraagt om toegang tot Kringwijs"),
        url=f"/beheer/toegang/{request.uid}",
    )
    return request


def let_in(
    request: AccessRequest,
    *,
    platform_roles: Collection[Role] = (),
    places: Collection[Place] = (),
    by: Person,
    origin: str,
) -> Person:
    """Answer a request with an invitation."""
    _answer(request, Outcome.INVITED, by, origin)
    return invite(
        name=request.name,
        email=request.email,
        platform_roles=platform_roles,
        places=places,
        language=request.language,
        by=by,
        origin=origin,
    )


def decline(request: AccessRequest, *, words: str, by: Person, origin: str) -> None:
    """Answer a request with no, and say so by mail."""
    _answer(request, Outcome.DECLINED, by, origin)
    mail_no(request, words.strip())


def refuse_answered(request: AccessRequest) -> None:
    """Refuse to answer a request once more, and say what the answer was."""
    if request.answered_at is not None:
        raise _answered(request)


def forget_answered(before: datetime) -> int:
    """Throw away a batch of requests that were answered long ago."""
    return forget_rows(AccessRequest, AccessRequest.answered_at < before)


def forget_unanswered(before: datetime) -> int:
    """Throw away a batch of requests that nobody answered for so long that no answer will come."""
    return forget_rows(AccessRequest, AccessRequest.answered_at.is_(None), AccessRequest.created_at < before)


def _answered(request: AccessRequest) -> NotNow:
    if request.outcome is Outcome.INVITED:
        return NotNow(_("Op dit verzoek was al ja gezegd. Jouw antwoord is niet gebruikt."))
    return NotNow(_("Op dit verzoek was al nee gezegd. Jouw antwoord is niet gebruikt."))


def _answer(request: AccessRequest, outcome: Outcome, by: Person, origin: str) -> None:
    """Answer once: of two answers at the same moment, the second is refused."""
    answered = db.session.execute(
        update(AccessRequest)
        .where(AccessRequest.id == request.id, AccessRequest.answered_at.is_(None))
        .values(answered_at=now(), answered_by_id=by.id, outcome=outcome)
    )
    if answered.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        db.session.refresh(request)
        raise _answered(request)
    audit.record(f"access.{outcome}", f"access/{request.uid}", actor_uid=by.uid, origin=origin)
