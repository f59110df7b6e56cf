"""Writing down what was agreed with a neighbourhood, and reminding people three months before it ends."""

from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from lms.accounts import commands as accounts
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.queries import managers_of
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import Agreement, Neighbourhood
from lms.programme.queries.absences import leading_now
from lms.programme.queries.admin import agreement_in_force
from lms.programme.queries.ggd import ENDS_SOON
from lms.ui.formats import day

ENDS = "agreement.ends"
BATCH = 50


def record_agreement(
    neighbourhood: Neighbourhood,
    *,
    content: str,
    content_agreed: bool,
    money_agreed: bool,
    ends_on: date,
    by: Person,
    origin: str,
) -> Agreement:
    """Keep what was agreed; what was there before stays to be read. The same once more is one agreement.

    An end that is over is a slip of the pen, but for the end that stood there: then the words are corrected.
    """
    db.session.execute(
        select(Neighbourhood.id).where(Neighbourhood.id == neighbourhood.id).with_for_update(key_share=True)
    )
    told = {"content": content, "content_agreed": content_agreed, "money_agreed": money_agreed, "ends_on": ends_on}
    present = agreement_in_force(neighbourhood.id)
    if present is not None and all(getattr(present, name) == value for name, value in told.items()):
        return present
    if ends_on < today() and (present is None or ends_on != present.ends_on):
        raise Refusal(_("Deze dag is al geweest. Kies tot wanneer de afspraken nog gelden."), "ends_on")
    agreement = Agreement(neighbourhood_id=neighbourhood.id, **told, by_id=by.id)
    db.session.add(agreement)
    db.session.flush()
    audit.record("agreement.record", f"neighbourhood/{neighbourhood.uid}", actor_uid=by.uid, origin=origin)
    return agreement


def remind_of_agreements() -> bool:
    """Tell a batch of people whose agreement ends within three months; return whether there may be more.

    Once for each agreement that counts: who is told, and that they are, is one transaction. People are told in the
    order of their numbers, so that locks never cross.
    """
    moment = now()
    ending = _ending()
    coordinators = people_with_role(Role.COORDINATOR) if ending else ()
    leading = leading_now([agreement.neighbourhood for agreement in ending])
    told = {}
    for agreement in ending:
        place = agreement.neighbourhood
        for person in (*coordinators, *managers_of(place.ggd_id), *leading[place.id]):
            told[person.id, agreement.id] = (person, agreement)
        agreement.reminded_at = moment
    for _key, (person, agreement) in sorted(told.items(), key=lambda item: item[0]):
        _tell(person, agreement)
    db.session.flush()
    return len(ending) == BATCH


def _ending() -> list[Agreement]:
    """Return agreements that count and end soon, of which nobody was told and that nobody else is working on."""
    newer = aliased(Agreement)
    replaced = exists().where(newer.neighbourhood_id == Agreement.neighbourhood_id, newer.id > Agreement.id)
    statement = (
        select(Agreement)
        .join(Agreement.neighbourhood)
        .where(
            Agreement.reminded_at.is_(None),
            Agreement.ends_on <= today() + ENDS_SOON,
            Neighbourhood.state != NeighbourhoodState.FINISHED,
            ~replaced,
        )
        .options(joinedload(Agreement.neighbourhood))
        .order_by(Agreement.id)
        .limit(BATCH)
    )
    return list(db.session.scalars(statement.with_for_update(of=Agreement, skip_locked=True)))


def _tell(person: Person, agreement: Agreement) -> None:
    place = agreement.neighbourhood
    accounts.notify(
        person,
        cause=ENDS,
        object=f"neighbourhood/{place.uid}",
        version=f"{agreement.ends_on.isoformat()}/{agreement.id}",
        text=LazyString(_sentence, place.name, agreement.ends_on),
        url=f"/wijken/{place.slug}/plan",
    )


def _sentence(name: str, ends_on: date | datetime) -> str:
    return _("De afspraken met %(name)s lopen tot %(day)s. Maak op tijd nieuwe.", name=name, day=day(ends_on))
