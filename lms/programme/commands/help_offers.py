"""Keeping the help nearby: adding, mending, looking again, taking away and putting back."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import audit, search
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import HelpOffer, Neighbourhood
from lms.programme.queries.moments import new_form_key

KIND = "help"


@dataclass(frozen=True)
class HelpFacts:
    """What visitors read about one offer of help."""

    name: str
    about: str = ""
    where: str = ""
    phone: str = ""
    website: str = ""
    languages: str = ""
    cost: str = ""


def add_help(
    neighbourhood: Neighbourhood, facts: HelpFacts, *, form_key: str = "", by: Person, origin: str
) -> HelpOffer:
    """Add an offer of help, looked at today; a form that is sent twice is one offer."""
    form_key = form_key or new_form_key()
    there: HelpOffer | None = row_of_form(HelpOffer.checked_by_id, form_key, by)
    if there is not None:
        return unchanged(there, **vars(facts))
    looked = {"checked_on": today(), "checked_by_id": by.id}
    offer = HelpOffer(neighbourhood_id=neighbourhood.id, form_key=form_key, **looked, **vars(facts))
    there = first_of_form(HelpOffer.checked_by_id, offer, by)
    if there is not offer:
        return unchanged(there, **vars(facts))
    return _written("help.add", offer, neighbourhood, by, origin)


def change_help(offer: HelpOffer, facts: HelpFacts, *, by: Person, origin: str) -> HelpOffer:
    """Mend an offer of help; who mends it has looked at it."""
    for name, value in vars(facts).items():
        setattr(offer, name, value)
    offer.checked_on, offer.checked_by_id = today(), by.id
    return _written("help.change", offer, offer.neighbourhood, by, origin)


def confirm_help(offer: HelpOffer, *, by: Person, origin: str) -> HelpOffer:
    """Say that it still holds."""
    offer.checked_on, offer.checked_by_id = today(), by.id
    return _written("help.confirm", offer, offer.neighbourhood, by, origin)


def remove_help(offer: HelpOffer, *, by: Person, origin: str) -> HelpOffer:
    """Take an offer away; it can be put back."""
    offer.removed_at = offer.removed_at or now()
    return _written("help.remove", offer, offer.neighbourhood, by, origin)


def put_back_help(offer: HelpOffer, *, by: Person, origin: str) -> HelpOffer:
    """Put back what was taken away."""
    offer.removed_at = None
    return _written("help.put-back", offer, offer.neighbourhood, by, origin)


def find_help_by_new_name(neighbourhood: Neighbourhood) -> None:
    """Let the help in a neighbourhood be found by the name it has now."""
    here = (HelpOffer.neighbourhood_id == neighbourhood.id, HelpOffer.removed_at.is_(None))
    for offer in db.session.scalars(select(HelpOffer).where(*here).order_by(HelpOffer.id)).all():
        _index(offer, neighbourhood)


def _written(action: str, offer: HelpOffer, neighbourhood: Neighbourhood, by: Person, origin: str) -> HelpOffer:
    """Let everybody find it, or nobody any more."""
    if offer.removed_at is None:
        _index(offer, neighbourhood)
    else:
        search.drop(KIND, offer.uid)
    audit.record(action, f"help/{offer.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()
    return offer


def _index(offer: HelpOffer, neighbourhood: Neighbourhood) -> None:
    told = (offer.about, offer.where, offer.languages, offer.cost, neighbourhood.name)
    url = f"/wijken/{neighbourhood.slug}/hulp#hulp-{offer.uid}"
    search.put(KIND, offer.uid, title=offer.name, text=". ".join(filter(None, told)), url=url, scopes=["public"])
