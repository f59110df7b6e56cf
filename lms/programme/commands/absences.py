"""Being away: somebody stands in, with the rights it takes, for as long as it lasts and no longer."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, or_, select, update

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.accounts.queries.people import people_with_role
from lms.kernel import audit
from lms.kernel.clock import AMSTERDAM, now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Absence, AbsenceGrant, Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD
from lms.programme.queries.absences import Duty, absence_between, can_stand_in, duties_of, standing_in_between
from lms.programme.queries.stand_ins import Lent, duties_in_words, lent_now
from lms.ui.formats import day

LONGEST = timedelta(days=366)


def plan_absence(
    person: Person, stand_in: Person, starts_on: date, ends_on: date, *, by: Person, origin: str
) -> Absence:
    """Let somebody stand in up to and including a last day, wherever this person leads or advises and that one may.

    What the stand-in may not do is lent to nobody: it stays with this person.
    """
    _lock(person, stand_in)
    for refusal in objections(person, stand_in, starts_on, ends_on):
        raise refusal
    absence = Absence(person_id=person.id, stand_in_id=stand_in.id, starts_on=starts_on, ends_on=ends_on)
    db.session.add(absence)
    db.session.flush()
    for neighbourhood, role in _lendable(person, stand_in):
        _lend(absence, neighbourhood, role)
    audit.record("absence.plan", f"absence/{absence.uid}/person/{person.uid}", actor_uid=by.uid, origin=origin)
    _tell(absence, person, stand_in)
    db.session.flush()
    return absence


def objections(person: Person, stand_in: Person | None, starts_on: date | None, ends_on: date | None) -> list[Refusal]:
    """Return everything that stands in the way of an absence, as far as it was filled in."""
    found = _against_days(starts_on, ends_on)
    if stand_in is not None and (stand_in.id == person.id or not _lendable(person, stand_in)):
        found.append(Refusal(_("Deze persoon kan niet voor jou waarnemen. Kies iemand anders."), "stand_in"))
    if starts_on and ends_on and starts_on <= ends_on:
        found += _against_overlap(person, stand_in, starts_on, ends_on)
    return found


def call_off(absence: Absence, *, by: Person, origin: str) -> None:
    """Take an absence back; what the stand-in was lent ends now, and who should know is told."""
    _lock(absence.person, absence.stand_in)
    db.session.refresh(absence, ["called_off_at"])
    if absence.called_off_at is not None:
        return
    lent = lent_now(Absence.id == absence.id)
    absence.called_off_at = now()
    _end(select(Grant).join(AbsenceGrant).where(AbsenceGrant.absence_id == absence.id))
    audit.record(
        "absence.call_off", f"absence/{absence.uid}/person/{absence.person.uid}", actor_uid=by.uid, origin=origin
    )
    _tell_called_off(absence, lent, by)
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
    _take_back(lent_now(Grant.person_id == stand_in.id, Grant.scope_id == neighbourhood.id))


def take_back_lent(stand_in: Person, *roles: Role) -> None:
    """End what somebody was lent in these roles (none: any), because they are no longer what a stand-in must be."""
    chosen: list[ColumnElement[bool]] = [Grant.role.in_(roles)] if roles else []
    _take_back(lent_now(Grant.person_id == stand_in.id, *chosen))


def take_back_without_ground(stand_in: Person) -> None:
    """End what somebody was lent and would not be lent now: they lead no more, or are no adviser any more."""
    db.session.flush()
    lent = lent_now(Grant.person_id == stand_in.id)
    _take_back([each for each in lent if not can_stand_in(stand_in.id, *each.duty)])


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


def _lendable(person: Person, stand_in: Person) -> list[Duty]:
    return [duty for duty in duties_of(person) if can_stand_in(stand_in.id, *duty)]


def _take_back(lent: Sequence[Lent]) -> None:
    """End rights before their time, and tell who is away and the coordinators that nobody stands in there now."""
    for each in lent:
        each.grant.until = max(each.grant.since, now())
    db.session.flush()
    by_absence = defaultdict(list)
    for each in lent:
        by_absence[each.absence].append(each)
    for absence, ended in by_absence.items():
        _tell_taken_back(absence, ended)


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


def _against_days(starts_on: date | None, ends_on: date | None) -> list[Refusal]:
    if ends_on is None:
        return []
    if starts_on is not None and ends_on < starts_on:
        return [Refusal(_("De laatste dag ligt voor de eerste. Kijk de dagen na."), "ends_on")]
    if ends_on < today():
        return [Refusal(_("Deze dagen zijn al voorbij. Kies dagen vanaf vandaag."), "ends_on")]
    if starts_on is not None and ends_on - starts_on > LONGEST:
        return [Refusal(_("Langer dan een jaar weg? Draag de wijk dan over."), "ends_on")]
    return []


def _against_overlap(person: Person, stand_in: Person | None, starts_on: date, ends_on: date) -> list[Refusal]:
    found = []
    if absence_between(person, starts_on, ends_on) is not None:
        found.append(Refusal(_("In deze dagen ben je al afwezig gemeld. Trek die melding eerst in."), "starts_on"))
    if standing_in_between(person, starts_on, ends_on) is not None:
        found.append(Refusal(_("Jij neemt in deze dagen waar voor iemand anders. Regel dat eerst."), "starts_on"))
    if stand_in is not None and absence_between(stand_in, starts_on, ends_on) is not None:
        words = _("%(name)s is in deze dagen ook weg. Kies iemand anders.", name=stand_in.name)
        found.append(Refusal(words, "stand_in"))
    return found


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


def _tell_called_off(absence: Absence, lent: Sequence[Lent], by: Person) -> None:
    """Tell who stood in; who was away, when somebody else did this; and, when it had begun, the coordinators."""
    name, thing = absence.person.name, f"absence/{absence.uid}"
    words = LazyString(lambda: _("%(name)s is er weer. Je hoeft niet meer waar te nemen.", name=name))
    notify(absence.stand_in, cause="absence.called_off", object=thing, text=words, url="/")
    if by.id != absence.person_id:
        own = LazyString(lambda: _("Je afwezigheid is ingetrokken. Niemand neemt meer voor je waar."))
        notify(absence.person, cause="absence.stand_in_gone", object=thing, text=own, url="/account/afwezig")
    if lent and absence.starts_on <= today():
        duties = [each.duty for each in lent]
        early = LazyString(lambda: _("Eerder terug dan afgesproken: %(duties)s.", duties=duties_in_words(duties)))
        others = [each for each in people_with_role(Role.COORDINATOR) if each.id != by.id]
        notify_all(others, cause="absence.ended_early", object=thing, text=early, url=_page_of(duties))


def _tell_taken_back(absence: Absence, ended: Sequence[Lent]) -> None:
    """Tell it without the name of who stood in: that person may be erased, and the notices of others stay."""
    thing, version = f"absence/{absence.uid}", str(min(each.grant.id for each in ended))
    duties = [each.duty for each in ended]

    def own() -> str:
        words = duties_in_words(duties)
        return _("Niemand neemt meer voor je waar als %(duties)s. Regel het opnieuw.", duties=words)

    told: dict[str, Any] = {"object": thing, "version": version}
    notify(absence.person, cause="absence.stand_in_gone", text=LazyString(own), url="/account/afwezig", **told)
    if absence.starts_on <= today():
        words = LazyString(lambda: _("Niemand neemt nu waar: %(duties)s.", duties=duties_in_words(duties)))
        others = [each for each in people_with_role(Role.COORDINATOR) if each.id != absence.person_id]
        notify_all(others, cause="absence.ended_early", text=words, url=_page_of(duties), **told)


def _page_of(duties: Sequence[Duty]) -> str:
    return f"/wijken/{duties[0].neighbourhood.slug}/team"
