"""What is kept about one person, as plain values."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.accounts.models import (
    AccessRequest,
    Consent,
    Erasure,
    Grant,
    Notice,
    NoticePreference,
    Passkey,
    Person,
    PlatformRole,
    SignInCard,
    SignInSession,
)
from lms.kernel import audit, outbox
from lms.kernel.db import Base, db

Rows = list[dict[str, Any]]


def account_as_data(person: Person) -> dict[str, Any]:
    """Return the account itself: who somebody is here, what they may, and how they come in."""
    return {
        "uid": person.uid,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "works_on": person.works_on,
        "language": person.language,
        "text_size": person.text_size,
        "read_aloud": person.read_aloud,
        "created_at": _said(person.created_at),
        "accepted_at": _said(person.accepted_at),
        "last_seen_at": _said(person.last_seen_at),
        "second_factor_since": _said(person.second_factor_since),
        "platform_roles": [row["role"] for row in _rows(person, PlatformRole, "role")],
        "roles_in_places": _rows(person, Grant, "role", "scope_kind", "since", "until"),
        "sessions": _rows(person, SignInSession, "device", "created_at", "last_seen_at", "ends_at"),
        "passkeys": _rows(person, Passkey, "name", "created_at", "last_used_at"),
        "sign_in_cards": _rows(person, SignInCard, "made_at", "used_at", "ended_at"),
        "consents": _rows(person, Consent, "purpose", "wording", "given_at", "withdrawn_at"),
        "requests_for_access": _requests(person),
        "notices": _rows(person, Notice, "kind", "text", "url", "created_at", "read_at"),
        "mail_choices": _rows(person, NoticePreference, "kind", "cadence"),
        "mails": _mails(person),
        "log": _log(person),
    }


def tombstones() -> list[str]:
    """Return the uids of everybody who was erased, for cleaning a restored older backup again."""
    return list(db.session.scalars(select(Erasure.person_uid).order_by(Erasure.erased_at, Erasure.person_uid)))


def _rows(person: Person, model: type[Base], *names: str) -> Rows:
    table = model.__table__
    found = db.session.execute(
        select(*(table.c[name] for name in names)).where(table.c.person_id == person.id).order_by(*table.primary_key)
    )
    return [{name: _said(value) for name, value in row.items()} for row in found.mappings()]


def _requests(person: Person) -> Rows:
    asked = select(AccessRequest).where(AccessRequest.email == person.email).order_by(AccessRequest.id)
    return [
        {"at": _said(each.created_at), "name": each.name, "organisation": each.organisation, "reason": each.reason}
        for each in db.session.scalars(asked)
    ]


def _mails(person: Person) -> Rows:
    return [
        {
            "at": _said(mail.created_at),
            "to": mail.address,
            "subject": mail.subject,
            "text": mail.readable_text(demo=False),
        }
        for mail in outbox.mails_to(person.uid)
    ]


def _log(person: Person) -> Rows:
    lines, before = [], None
    while page := audit.entries(actor_uid=person.uid, before=before, limit=500):
        lines += [{"at": _said(line.at), "action": line.action, "result": line.result} for line in page]
        before = page[-1].seq
    return lines


def _said(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
