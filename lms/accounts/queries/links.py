"""Links in mails, as long as they can be used."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.enums import Purpose
from lms.accounts.models import MailLink, Person
from lms.accounts.queries.digests import token_hash
from lms.kernel.clock import now
from lms.kernel.db import db


def link_by_token(token: str, purpose: Purpose) -> MailLink | None:
    """Return a link that can be used now for this purpose, with its person, roles and grants."""
    person = contains_eager(MailLink.person)
    statement = (
        select(MailLink)
        .join(MailLink.person)
        .options(person.options(joinedload(Person.platform_roles), joinedload(Person.all_grants)))
        .where(
            MailLink.token_hash == token_hash(token),
            MailLink.purpose == purpose,
            MailLink.used_at.is_(None),
            MailLink.ends_at > now(),
            Person.erased_at.is_(None),
        )
    )
    return db.session.execute(statement).unique().scalar_one_or_none()
