"""Running the programme itself: its capacity, its groups of neighbourhoods, its dates."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import CapacityDecision, Neighbourhood, Programme, ProgrammePhase, Tranche
from lms.programme.models.capacity import Full, full
from lms.programme.queries.tranches import groups_filled, room_for


def lock_programme(programme_id: int) -> Programme:
    """Return a programme as it is now, and let everybody else who counts its places wait until this is done."""
    statement = select(Programme).where(Programme.id == programme_id).with_for_update(key_share=True)
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def take_place(neighbourhood: Neighbourhood, tranche: Tranche, *, new: bool, reason: str, by: Person) -> bool:
    """Let a neighbourhood into a group, or refuse; over the plan only with a reason, which is kept as a decision.

    The programme is locked (:func:`lock_programme`). Returns whether it took a decision.
    """
    programme = db.session.get_one(Programme, neighbourhood.programme_id)
    db.session.refresh(tranche, ["capacity"])
    room = room_for(None if new else neighbourhood.id, tranche, programme)
    what = full(room, new=new)
    if what is not None and not reason:
        raise Refusal(_no_room(what, tranche, programme), "reason")
    neighbourhood.tranche_id = tranche.id
    db.session.add(neighbourhood)
    db.session.flush()
    if what is None:
        return False
    decided = {"tranche_id": tranche.id, "neighbourhood_id": neighbourhood.id, "reason": reason, "by_id": by.id}
    db.session.add(CapacityDecision(**decided))
    db.session.flush()
    return True


def change_programme(programme: Programme, *, title: str, summary: str, capacity: int, by: Person, origin: str) -> None:
    """Change what a programme is called and how many neighbourhoods it holds; never fewer than are planned or in."""
    programme = lock_programme(programme.id)
    groups = groups_filled(programme.id)
    planned = sum(each.tranche.capacity or 0 for each in groups)
    within = sum(each.taken - each.decided for each in groups)
    if capacity < planned:
        words = _("De groepen hebben samen %(planned)s plekken. Kies %(planned)s of meer.", planned=planned)
        raise Refusal(words, "capacity")
    if capacity < within:
        words = _("Er doen al %(within)s wijken mee. Kies %(within)s of meer.", within=within)
        raise Refusal(words, "capacity")
    programme.title, programme.summary, programme.capacity = title, summary, capacity
    db.session.flush()
    _record("programme.change", programme, by, origin)


def change_group(
    tranche: Tranche, *, title: str, capacity: int | None, starts_on: date | None, by: Person, origin: str
) -> None:
    """Change a group; all groups together never hold more than the programme, and none fewer than are in."""
    programme = lock_programme(tranche.programme_id)
    groups = groups_filled(programme.id)
    planned = sum(each.tranche.capacity or 0 for each in groups if each.tranche.id != tranche.id)
    within = next(each.taken - each.decided for each in groups if each.tranche.id == tranche.id)
    if capacity is not None and capacity < within:
        raise Refusal(_("Er zitten al %(n)s wijken in deze groep. Kies %(n)s of meer.", n=within), "capacity")
    if capacity is not None and capacity + planned > programme.capacity:
        left = max(programme.capacity - planned, 0)
        words = _(
            "Het programma heeft %(all)s plekken. Voor deze groep zijn er nog %(left)s.",
            all=programme.capacity,
            left=left,
        )
        raise Refusal(words, "capacity")
    tranche.title, tranche.capacity, tranche.starts_on = title, capacity, starts_on
    db.session.flush()
    _record("programme.group.change", programme, by, origin)


def change_phase(
    programme: Programme,
    phase: ProgrammePhase,
    *,
    begins_on: date | None,
    ends_on: date | None,
    by: Person,
    origin: str,
) -> None:
    """Set when a phase of the programme begins and ends."""
    if begins_on and ends_on and ends_on < begins_on:
        raise Refusal(_("De laatste dag ligt vóór de eerste. Kies een latere dag."), "ends_on")
    phase.begins_on, phase.ends_on = begins_on, ends_on
    db.session.flush()
    _record("programme.phase.change", programme, by, origin)


def _no_room(what: Full, tranche: Tranche, programme: Programme) -> str:
    if what is Full.GROUP:
        words = _("%(group)s is vol: er is plek voor %(n)s wijken.", group=tranche.title, n=tranche.capacity)
        return f"{words} {_('Kies een andere groep, of schrijf op waarom deze wijk er toch bij komt.')}"
    words = _("Het programma is vol: er is in alle groepen samen plek voor %(n)s wijken.", n=programme.capacity)
    asked = _("Schrijf hier op waarom deze wijk er toch bij komt. Dat besluit staat daarna bij Beheer, Programma.")
    return f"{words} {asked}"


def _record(action: str, programme: Programme, by: Person, origin: str) -> None:
    audit.record(action, f"programme/{programme.slug}", actor_uid=by.uid, origin=origin)
