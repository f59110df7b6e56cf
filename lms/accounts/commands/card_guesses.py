"""Cards that somebody guesses at: they end after too many wrong pictures, and who made them hears of it.

Only who holds a card can do that: the count belongs to the token in its QR code.
"""

from datetime import timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.accounts.commands.notices import notify
from lms.accounts.models import Person, SignInCard
from lms.accounts.queries.digests import token_hash
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db

MOST_WRONG = 20
STOPPED = "card.stopped"
#: How long after a card ended who made it can still be told, when the work in the background stood still.
TELL_WITHIN = timedelta(days=30)


def count_wrong_pictures(session: Session, token: str, *, by: str, origin: str) -> None:
    """Count a wrong try with a card that works, and end the card when it is one too many."""
    works = (SignInCard.token_hash == token_hash(token), SignInCard.ended_at.is_(None))
    card = session.scalar(select(SignInCard).where(*works).with_for_update())
    if card is None:
        return
    card.wrong_tries += 1
    if card.wrong_tries >= MOST_WRONG:
        card.ended_at = now()
        whose = session.scalar(select(Person.uid).where(Person.id == card.person_id))
        audit.record(STOPPED, f"person/{whose}", actor_uid=by, origin=origin, session=session)
    session.flush()


def tell_of_stopped_cards() -> None:
    """Tell who made a card that it was guessed at too often; each hears it once."""
    stopped = (SignInCard.wrong_tries >= MOST_WRONG, SignInCard.ended_at > now() - TELL_WITHIN)
    cards = select(SignInCard).where(*stopped).options(joinedload(SignInCard.person)).order_by(SignInCard.id)
    for card in db.session.scalars(cards).all():
        notify(
            db.session.get_one(Person, card.made_by_id),
            cause=STOPPED,
            object=f"card/{card.uid}",
            text=_sentence(card.person.name),
            url="/wijken",
        )


def _sentence(name: str) -> LazyString:
    def said() -> str:
        return _("De inlogkaart van %(name)s is gestopt: te veel foute plaatjes. Maak een nieuwe.", name=name)

    return LazyString(said)
