"""Being away: somebody stands in, with the rights it takes, for as long as it lasts and no longer."""

from datetime import date, datetime, time, timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import Select, or_, select, update

from lms.accounts.commands.notices import notify
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.kernel import audit
from lms.kernel.clock import AMSTERDAM, now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Absence, AbsenceGrant, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD
from lms.programme.queries.absences import absence_between, can_stand_in, duties_of, standing_in_between
from lms.ui.formats import day

LONGEST = timedelta(days=366)


def plan_absence(
    person: Person, stand_in: Person, starts_on: date, ends_on: date, *, by: Person, origin: str
) -> Absence:
    """Let somebody stand in up to and including a last day, wherever this person leads or advises."""
    _lock(person, stand_in)
    _refuse_days(starts_on, ends_on)
    lent = [duty for duty in duties_of(person) if can_stand_in(stand_in.id, *duty)]
    if not lent or stand_in.id == person.id:
        raise Refusal(_("Deze persoon kan niet voor jou waarnemen. Kies iemand anders."), "stand_in")
    _refuse_overlap(person, stand_in, starts_on, ends_on)
    absence = Absence(person_id=person.id, stand_in_id=stand_in.id, starts_on=starts_on, ends_on=ends_on)
    db.session.add(absence)
    db.session.flush()
    for neighbourhood, role in lent:
        _lend(absence, neighbourhood, role)
    audit.record("absence.plan", f"absence/{absence.uid}/person/{person.uid}", actor_uid=by.uid, origin=origin)
    _tell(absence, person, stand_in)
    db.session.flush()
    return absence


def call_off(absence: Absence, *, by: Person, origin: str) -> None:
    """Take an absence back; what the stand-in was lent ends now."""
    _lock(absence.person, absence.stand_in)
    db.session.refresh(absence, ["called_off_at"])
    if absence.called_off_at is not None:
        return
    absence.called_off_at = now()
    _end(select(Grant).join(AbsenceGrant).where(AbsenceGrant.absence_id == absence.id))
    audit.record(
        "absence.call_off", f"absence/{absence.uid}/person/{absence.person.uid}", actor_uid=by.uid, origin=origin
    )
    name = absence.person.name
    notify(
        absence.stand_in,
        cause="absence.called_off",
        object=f"absence/{absence.uid}",
        text=LazyString(lambda: _("%(name)s is er weer. Je hoeft niet meer waar te nemen.", name=name)),
        url="/",
    )
    db.session.flush()


def lend_along(neighbourhood: Neighbourhood, person: Person, role: Role) -> None:
    """Let who stands in for somebody stand in for a neighbourhood that came to them, too."""
    running = (Absence.person_id == person.id, Absence.called_off_at.is_(None), Absence.ends_on >= today())
    for absence in db.session.scalars(select(Absence).where(*running)).all():
        if can_stand_in(absence.stand_in_id, neighbourhood, role):
            _lend(absence, neighbourhood, role)


def take_back_rights(neighbourhood: Neighbourhood, person: Person, role: Role) -> None:
    """End what stand-ins of somebody were lent here, because that person no longer leads or advises here."""
    lent = select(Grant).join(AbsenceGrant).join(Absence).where(Absence.person_id == person.id, Grant.role == role)
    _end(lent.where(*_here(neighbourhood)))


def take_back_from_stand_in(neighbourhood: Neighbourhood, stand_in: Person) -> None:
    """End what somebody was lent here to stand in, because they left the team."""
    lent = select(Grant).join(AbsenceGrant).where(Grant.person_id == stand_in.id)
    _end(lent.where(*_here(neighbourhood)))


def take_back_lent(stand_in: Person, role: Role) -> None:
    """End everything somebody was lent in one role, because they are no longer what a stand-in must be."""
    _end(select(Grant).join(AbsenceGrant).where(Grant.person_id == stand_in.id, Grant.role == role))


def take_back_without_ground(stand_in: Person) -> None:
    """End what somebody was lent and would not be lent now: they lead no more, or are no adviser any more."""
    db.session.flush()
    lent = select(Grant, Neighbourhood).join(AbsenceGrant).join(Neighbourhood, Neighbourhood.id == Grant.scope_id)
    theirs = (Grant.person_id == stand_in.id, Grant.scope_kind == NEIGHBOURHOOD, Grant.until > now())
    for grant, neighbourhood in db.session.execute(lent.where(*theirs)).all():
        if not can_stand_in(stand_in.id, neighbourhood, grant.role):
            grant.until = max(grant.since, now())
    db.session.flush()


def forget_absences(person: Person) -> None:
    """End every absence of somebody, and every time they stand in, with the rights that were lent for it."""
    theirs = or_(Absence.person_id == person.id, Absence.stand_in_id == person.id)
    _end(select(Grant).join(AbsenceGrant).join(Absence).where(theirs))
    db.session.execute(update(Absence).where(theirs, Absence.called_off_at.is_(None)).values(called_off_at=now()))


def _lend(absence: Absence, neighbourhood: Neighbourhood, role: Role) -> None:
    """Write a right of its own beside what the stand-in may hold already, so that ending it ends nothing else."""
    grant = Grant(
        person_id=absence.stand_in_id,
        role=role,
        scope_kind=NEIGHBOURHOOD,
        scope_id=neighbourhood.id,
        since=_midnight(absence.starts_on),
        until=_midnight(absence.ends_on + timedelta(days=1)),
    )
    db.session.add(grant)
    db.session.flush()
    db.session.add(AbsenceGrant(absence_id=absence.id, grant_id=grant.id))
    db.session.flush()


def _end(lent: Select[Grant]) -> None:
    moment = now()
    for grant in db.session.scalars(lent.where(Grant.until > moment)).all():
        grant.until = max(grant.since, moment)
    db.session.flush()


def _here(neighbourhood: Neighbourhood) -> tuple:
    return Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == neighbourhood.id


def _midnight(day_: date) -> datetime:
    return datetime.combine(day_, time(), AMSTERDAM)


def _lock(*people: Person) -> None:
    db.session.flush()
    ids = {person.id for person in people}
    rows = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
    db.session.execute(rows.with_for_update(key_share=True))


def _refuse_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refusal(_("De laatste dag ligt voor de eerste. Kijk de dagen na."), "ends_on")
    if ends_on < today():
        raise Refusal(_("Deze dagen zijn al voorbij. Kies dagen vanaf vandaag."), "ends_on")
    if ends_on - starts_on > LONGEST:
        raise Refusal(_("Langer dan een jaar weg? Draag de wijk dan over."), "ends_on")


def _refuse_overlap(person: Person, stand_in: Person, starts_on: date, ends_on: date) -> None:
    if absence_between(person, starts_on, ends_on) is not None:
        raise Refusal(_("In deze dagen ben je al afwezig gemeld. Trek die melding eerst in."), "starts_on")
    if standing_in_between(person, starts_on, ends_on) is not None:
        raise Refusal(_("Jij neemt in deze dagen waar voor iemand anders. Regel dat eerst."), "starts_on")
    if absence_between(stand_in, starts_on, ends_on) is not None:
        raise Refusal(_("%(name)s is in deze dagen ook weg. Kies iemand anders.", name=stand_in.name), "stand_in")


def _tell(absence: Absence, person: Person, stand_in: Person) -> None:
    name, first, last = person.name, absence.starts_on, absence.ends_on

    def sentence() -> str:
        return _(
            "Je neemt waar voor %(name)s van %(first)s tot en met %(last)s.",
            name=name,
            first=day(first),
            last=day(last),
        )

    notify(stand_in, cause="absence.stand_in", object=f"absence/{absence.uid}", text=LazyString(sentence), url="/")
