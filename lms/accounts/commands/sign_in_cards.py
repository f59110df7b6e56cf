"""Printed sign-in cards: made, replaced and ended by who leads a neighbourhood; used by who holds card and pictures."""

from dataclasses import dataclass
from hmac import compare_digest

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.commands.sessions import end_sessions
from lms.accounts.enums import Picture
from lms.accounts.errors import MayNotHoldCard
from lms.accounts.models import Person, SignInCard
from lms.accounts.policy import may_hold_card
from lms.accounts.queries.digests import keyed_hash, token_hash
from lms.accounts.queries.sign_in_cards import card_by_token, open_card
from lms.kernel import audit
from lms.kernel.chance import drawn, new_uid
from lms.kernel.clock import now
from lms.kernel.db import db

#: 28 letters without look-alikes hold 138 bits, and can be typed from the card when a telephone has no camera.
TOKEN_LETTERS = 28
PICTURES = 4


@dataclass(frozen=True)
class MadeCard:
    """A fresh card with its secrets, which are nowhere else: to be printed now."""

    card: SignInCard
    token: str
    pictures: tuple[Picture, ...]


def make_card(person: Person, *, by: Person, origin: str) -> MadeCard:
    """Make a card; an earlier one stops at once and ends its sessions. Of two who make one at once, the last counts."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    _refuse_unfit(person)
    replaced = _end_open(person)
    token, pictures = new_uid(TOKEN_LETTERS), tuple(drawn(tuple(Picture), PICTURES))
    digest = token_hash(token)
    card = SignInCard(
        person=person, token_hash=digest, pictures_hash=_pictures_hash(digest, pictures), made_by_id=by.id
    )
    db.session.add(card)
    action = "card.replace" if replaced else "card.make"
    audit.record(action, f"person/{person.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()
    return MadeCard(card, token, pictures)


def revoke_card(person: Person, *, by: Person, origin: str) -> None:
    """End somebody's card and the sessions begun with it."""
    if _end_open(person):
        audit.record("card.end", f"person/{person.uid}", actor_uid=by.uid, origin=origin)


def end_unfit_card(person: Person) -> None:
    """End the card of somebody who now holds a role that a card is not enough for."""
    if not may_hold_card(person):
        _end_open(person)


def person_with_card(token: str, pictures: tuple[Picture, ...], *, origin: str) -> Person | None:
    """Return who holds this card and knows its pictures; nothing for any other pair, after the same work."""
    digest = token_hash(token)
    card = card_by_token(token)
    kept = card.pictures_hash if card else digest
    fits = compare_digest(kept, _pictures_hash(digest, pictures))
    if card is None or not fits or not card.person.active or not may_hold_card(card.person):
        return None
    card.used_at, card.wrong_tries = now(), 0
    audit.record("card.sign_in", f"person/{card.person.uid}", actor_uid=card.person.uid, origin=origin)
    return card.person


def _refuse_unfit(person: Person) -> None:
    if person.email is not None:
        raise MayNotHoldCard(
            _("%(name)s heeft een e-mailadres. Inloggen gaat daarmee, zonder kaart.", name=person.name)
        )
    if not person.active or not may_hold_card(person):
        raise MayNotHoldCard(
            _("Een kaart is alleen voor sleutelpersonen, ervaringsdeskundigen en bewoners van één wijk.")
        )


def _end_open(person: Person) -> bool:
    card = open_card(person.id)
    if card is None:
        return False
    card.ended_at = now()
    end_sessions(person)
    db.session.flush()
    return True


def _pictures_hash(digest: str, pictures: tuple[Picture, ...]) -> str:
    """Hash pictures in their order; the card's own digest goes in, so that equal pictures do not look equal."""
    return keyed_hash("sign-in card", f"{digest}\n{','.join(pictures)}")
