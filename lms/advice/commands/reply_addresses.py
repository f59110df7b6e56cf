"""Addresses for answers by mail: one for each person and piece of advice, useless to anybody else, and easily ended."""

import re

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.accounts.queries.digests import keyed_hash, token_hash
from lms.advice.models import Advice, ReplyAddress
from lms.kernel.chance import new_uid
from lms.kernel.db import db

NAME, TOKEN_LENGTH = "advies", 32
TOKEN = re.compile(rf"{NAME}\+([0-9a-f]{{{TOKEN_LENGTH}}})@(.+)")


def address_for(advice: Advice, person: Person) -> str | None:
    """Return the address to which this person answers about this advice; nothing where no answers come in."""
    domain = current_app.config["SETTINGS"].reply_domain
    if not domain:
        return None
    row = db.session.get(ReplyAddress, (advice.id, person.id)) or _made(advice, person)
    return f"{NAME}+{_token(row)}@{domain}"


def owner_of(recipients: tuple[str, ...]) -> ReplyAddress | None:
    """Return whose address is among these, when it still works."""
    domain = current_app.config["SETTINGS"].reply_domain
    found = (TOKEN.fullmatch(each) for each in recipients)
    digests = [token_hash(each[1]) for each in found if each and each[2] == domain]
    if not digests:
        return None
    rows = db.session.scalars(select(ReplyAddress).where(ReplyAddress.token_digest.in_(digests))).all()
    return rows[0] if len(rows) == 1 else None


def end_addresses(person: Person, neighbourhood_id: int) -> None:
    """Let the addresses of somebody who has nothing to do with a neighbourhood any more work no longer."""
    here = select(Advice.id).where(Advice.neighbourhood_id == neighbourhood_id)
    theirs = (ReplyAddress.person_id == person.id, ReplyAddress.advice_id.in_(here))
    db.session.execute(delete(ReplyAddress).where(*theirs))


def _made(advice: Advice, person: Person) -> ReplyAddress:
    row = ReplyAddress(advice_id=advice.id, person_id=person.id, salt=new_uid())
    row.token_digest = token_hash(_token(row))
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody else wrote to this person at this moment
        return db.session.get_one(ReplyAddress, (advice.id, person.id))
    return row


def _token(row: ReplyAddress) -> str:
    return keyed_hash("advice.reply", f"{row.advice_id}/{row.person_id}/{row.salt}")[:TOKEN_LENGTH]
