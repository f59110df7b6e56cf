"""Taking neighbourhoods into the programme, changing what is known of them, and bringing them to their next state."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.names import name_key, slug_of
from lms.kernel.refusal import Refusal
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.commands.help_offers import find_help_by_new_name
from lms.programme.commands.tranches import lock_programme, take_place
from lms.programme.enums import NeighbourhoodKind, NeighbourhoodState
from lms.programme.models import CardVersion, Neighbourhood, StateChange, Tranche
from lms.programme.models.advancing import EXCUSABLE, WORDS, after, before, lacking
from lms.programme.queries.admin import agreement_in_force

#: What the organisations of a neighbourhood must be.
KINDS = {"ggd": OrganisationKind.GGD, "municipality": OrganisationKind.MUNICIPALITY}
#: Words that stand at the place of a slug in an address.
RESERVED = ("nieuw",)


def add_neighbourhood(
    *,
    name: str,
    kind: NeighbourhoodKind,
    tranche: Tranche,
    ggd: Organisation,
    municipality: Organisation,
    social_design: bool = False,
    reason: str = "",
    by: Person,
    origin: str,
) -> Neighbourhood:
    """Take a neighbourhood into a group; when there is no room, only with a reason, which is kept as a decision."""
    programme = lock_programme(tranche.programme_id)
    _refuse_known_name(programme.id, name)
    _keep_open(ggd=ggd, municipality=municipality)
    neighbourhood = Neighbourhood(
        name=name,
        slug=slug_of(name, [*RESERVED, *_slugs_like(slug_of(name))]),
        kind=kind,
        programme_id=programme.id,
        ggd_id=ggd.id,
        municipality_id=municipality.id,
        card_version_id=_card_of(programme.id),
        social_design=social_design,
        state=NeighbourhoodState.RECRUITED,
    )
    try:
        with db.session.begin_nested():
            decided = take_place(neighbourhood, tranche, new=True, reason=reason, by=by)
    except IntegrityError as taken:  # the same word for an address, in another programme, at the same moment
        raise _name_taken(name) from taken
    _note_state(neighbourhood, "", by)
    _record("neighbourhood.add", neighbourhood, by, origin)
    _record_decision(decided, neighbourhood, by, origin)
    return neighbourhood


def change_neighbourhood(
    neighbourhood: Neighbourhood,
    *,
    name: str,
    kind: NeighbourhoodKind,
    tranche: Tranche,
    ggd: Organisation,
    municipality: Organisation,
    social_design: bool,
    reason: str = "",
    by: Person,
    origin: str,
) -> None:
    """Change what is known of a neighbourhood; another group obeys the plan as a new neighbourhood does."""
    lock_programme(neighbourhood.programme_id)
    if tranche.programme_id != neighbourhood.programme_id:
        raise Refusal(_("Een wijk blijft in haar eigen programma. Kies een andere groep."), "group")
    _refuse_known_name(neighbourhood.programme_id, name, besides=neighbourhood)
    db.session.refresh(neighbourhood, ["tranche_id", "ggd_id", "municipality_id"])
    had = {neighbourhood.ggd_id, neighbourhood.municipality_id}
    _keep_open(**{word: each for word, each in (("ggd", ggd), ("municipality", municipality)) if each.id not in had})
    if tranche.id != neighbourhood.tranche_id:
        decided = take_place(neighbourhood, tranche, new=False, reason=reason, by=by)
        _record("neighbourhood.move", neighbourhood, by, origin)
        _record_decision(decided, neighbourhood, by, origin)
    renamed = neighbourhood.name != name
    neighbourhood.name, neighbourhood.kind, neighbourhood.social_design = name, kind, social_design
    neighbourhood.ggd_id, neighbourhood.municipality_id = ggd.id, municipality.id
    db.session.flush()
    if renamed:
        find_help_by_new_name(neighbourhood)
    _record("neighbourhood.change", neighbourhood, by, origin)


def set_state(
    neighbourhood: Neighbourhood, state: NeighbourhoodState, *, reason: str = "", by: Person, origin: str
) -> None:
    """Bring a neighbourhood one state on when nothing is lacking, or one back with a reason; both are kept for good.

    What may be lacking with a reason is in :data:`EXCUSABLE`. A second tap finds it done.
    """
    lock = select(Neighbourhood.id).where(Neighbourhood.id == neighbourhood.id).with_for_update(key_share=True)
    db.session.execute(lock)
    db.session.refresh(neighbourhood, ["state", "adviser_id", "director_id"])
    set_committed_value(neighbourhood, "adviser", db.session.get(Person, neighbourhood.adviser_id or 0))
    if state is neighbourhood.state:
        return
    if state not in (after(neighbourhood.state), before(neighbourhood.state)):
        raise Refusal(_("Iemand anders veranderde de stand net. Kijk hoe het nu is."))
    if state is before(neighbourhood.state) and not reason:
        raise Refusal(_("Schrijf op waarom deze wijk een stap teruggaat."), "reason")
    if state is after(neighbourhood.state):
        _refuse_lacking(neighbourhood, state, reason)
    neighbourhood.state = state
    db.session.flush()
    _note_state(neighbourhood, reason, by)
    _record(f"neighbourhood.state.{state}", neighbourhood, by, origin)


def _refuse_lacking(neighbourhood: Neighbourhood, state: NeighbourhoodState, reason: str) -> None:
    lacks = lacking(state, neighbourhood, agreement_in_force(neighbourhood.id), today())
    hard = [lack for lack in lacks if lack not in EXCUSABLE]
    if hard:
        raise Refusal(" ".join(str(WORDS[lack]) for lack in hard))
    if lacks and not reason:
        raise Refusal(" ".join(str(WORDS[lack]) for lack in lacks), "reason")


def _refuse_known_name(programme_id: int, name: str, besides: Neighbourhood | None = None) -> None:
    same = (Neighbourhood.programme_id == programme_id, Neighbourhood.name_key == name_key(name))
    known = db.session.scalar(select(Neighbourhood.id).where(*same))
    if known is not None and (besides is None or known != besides.id):
        raise _name_taken(name)


def _keep_open(**chosen: Organisation) -> None:
    """Let nobody close these organisations, or make something else of them, until we are done; refuse what is closed.

    Who closes one locks its row too, and then sees the neighbourhood (slot ``organisations.ties``).
    """
    ids = [each.id for each in chosen.values()]
    rows = select(Organisation.id, Organisation.kind, Organisation.closed_at).where(Organisation.id.in_(ids))
    there = {row.id: row for row in db.session.execute(rows.order_by(Organisation.id).with_for_update(read=True))}
    for field, each in chosen.items():
        row = there.get(each.id)
        if row is None or row.closed_at is not None or row.kind != KINDS[field]:
            raise Refusal(_("%(name)s is net gesloten of veranderd. Kies een andere.", name=each.name), field)


def _name_taken(name: str) -> Refusal:
    return Refusal(_("Er is al een wijk met de naam %(name)s. Zoek die op in de lijst.", name=name), "name")


def _slugs_like(slug: str) -> list[str]:
    like = Neighbourhood.slug.startswith(slug, autoescape=True)
    return list(db.session.scalars(select(Neighbourhood.slug).where(like)))


def _card_of(programme_id: int) -> int:
    current = select(CardVersion.id).where(CardVersion.programme_id == programme_id, CardVersion.current)
    card = db.session.scalar(current)
    if card is None:
        raise Refusal(_("Dit programma heeft nog geen actiekaart. Zet die er eerst in."), "group")
    return card


def _note_state(neighbourhood: Neighbourhood, reason: str, by: Person) -> None:
    noted: dict[str, Any] = {"neighbourhood_id": neighbourhood.id, "state": neighbourhood.state, "by_id": by.id}
    db.session.add(StateChange(**noted, reason=reason))
    db.session.flush()


def _record_decision(decided: bool, neighbourhood: Neighbourhood, by: Person, origin: str) -> None:
    if decided:
        _record("capacity.decide", neighbourhood, by, origin)


def _record(action: str, neighbourhood: Neighbourhood, by: Person, origin: str) -> None:
    audit.record(action, f"neighbourhood/{neighbourhood.uid}", actor_uid=by.uid, origin=origin)
