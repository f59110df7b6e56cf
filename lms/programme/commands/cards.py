"""Loading another action card, putting it in use, and bringing neighbourhoods over to it."""

from collections.abc import Collection, Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from lms.accounts.commands.notices import notify
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.content.problems import ERROR, Problem
from lms.content.read.desk import Desk
from lms.kernel import audit
from lms.kernel.announce import announce
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.enums import MapKind
from lms.programme.errors import CardRefused
from lms.programme.models import (
    ActionCard,
    CardStep,
    CardStepMap,
    CardVersion,
    Neighbourhood,
    Programme,
    SmallStepDone,
    StepProgress,
    Theme,
    Word,
    carried,
    kinds_of,
)
from lms.programme.models.card_map import Told
from lms.programme.queries.absences import addressees
from lms.programme.queries.cards import way
from lms.programme.signals import card_changed
from lms.programme.sync.cards import CARD, LONGEST_FILE, read_card, store_card
from lms.programme.sync.indexing import index_card

CHANGED = "card_changed"
ANOTHER_CARD = _l("Jullie werken nu met een andere actiekaart. Kijk of de stappen nog kloppen.")
Maps = Sequence[Collection[tuple[str, str]]]


def load_card(programme: Programme, text: str, *, by: Person, origin: str) -> tuple[CardVersion, Sequence[Problem]]:
    """Keep a card that a coordinator handed in, not yet in use; return it with what could be better about it."""
    desk = Desk()
    if len(text) > LONGEST_FILE:
        raise CardRefused(_("Dit bestand is te groot voor een actiekaart."))
    numbers = db.session.scalars(select(Theme.number).where(Theme.programme_id == programme.id)).all()
    card = read_card(text, CARD, desk, numbers)
    if card is None:
        raise CardRefused(
            _("Deze kaart is nog niet goed."), sorted(problem for problem in desk.problems if problem.level == ERROR)
        )
    same = (CardVersion.programme_id == programme.id, CardVersion.number == card.number)
    _lock(programme.id)
    if db.session.scalar(select(CardVersion.id).where(*same)) is not None:
        message = _("Versie %(number)s is er al. Een kaart verandert nooit: geef een hoger nummer.", number=card.number)
        raise CardRefused(message)
    version = store_card(programme, card, text)
    audit.record("card.load", _name(programme, version), actor_uid=by.uid, origin=origin)
    return version, [problem for problem in desk.problems if problem.level != ERROR]


def discard_card(version: CardVersion, *, by: Person, origin: str) -> None:
    """Take away a version that was never in use."""
    _lock(version.programme_id)
    if is_used(version):
        raise Refusal(_("Deze kaart is of was in gebruik. Zij blijft bewaard, want voortgang hangt eraan."))
    db.session.execute(delete(CardStep).where(CardStep.card_version_id == version.id))
    audit.record("card.discard", _name(version.programme, version), actor_uid=by.uid, origin=origin)
    db.session.delete(version)
    db.session.flush()


def is_used(version: CardVersion) -> bool:
    """Return whether a version is or was in use: current, mapped, or some neighbourhood's."""
    mapped = or_(CardStepMap.from_version_id == version.id, CardStepMap.to_version_id == version.id)
    return (
        version.current
        or db.session.scalar(select(CardStepMap.id).where(mapped).limit(1)) is not None
        or db.session.scalar(select(Neighbourhood.id).where(Neighbourhood.card_version_id == version.id).limit(1))
        is not None
        or db.session.scalar(select(StepProgress.id).where(StepProgress.card_version_id == version.id).limit(1))
        is not None
    )


def use_card(version: CardVersion, pairs: Collection[tuple[str, str]], *, by: Person, origin: str) -> None:
    """Put a version in use for visitors and new neighbourhoods, with the map from the one before.

    Neighbourhoods stay on their own version until :func:`move_to_card` brings them over.
    """
    _lock(version.programme_id)
    before = db.session.scalars(
        select(CardVersion).where(CardVersion.programme_id == version.programme_id, CardVersion.current)
    ).first()
    if before is not None and before.id == version.id:
        return
    card = version.card
    if before is not None:
        _store_map(before, version, card, pairs)
        before.current = False
        db.session.flush()  # one card is in use at a time: the database refuses two, also for a moment
    version.current = True
    db.session.flush()
    index_card(version.programme, card)
    audit.record("card.use", _name(version.programme, version), actor_uid=by.uid, origin=origin)


def move_to_card(version: CardVersion, which: Iterable[Neighbourhood], *, by: Person, origin: str) -> int:
    """Bring neighbourhoods over to a version by the map; return how many moved. Their history stays where it was."""
    moved = 0
    for neighbourhood in which:
        moved += _moved(version, neighbourhood.id, by, origin)
    return moved


def _moved(version: CardVersion, number: int, by: Person, origin: str) -> bool:
    locked = select(Neighbourhood).where(Neighbourhood.id == number).with_for_update(of=Neighbourhood)
    fresh = {"populate_existing": True}
    neighbourhood = db.session.scalars(locked, execution_options=fresh).one()
    if neighbourhood.card_version_id == version.id or neighbourhood.programme_id != version.programme_id:
        return False
    maps = way(version.programme_id, neighbourhood.card_version_id, version.id)
    if maps is None:
        raise Refusal(_("Van de kaart van %(name)s naar deze kaart is er nog geen lijst.", name=neighbourhood.name))
    before = db.session.get_one(CardVersion, neighbourhood.card_version_id)
    _carry_words(neighbourhood, version, maps)
    _carry_small_steps(neighbourhood, version, maps)
    neighbourhood.card_version_id = version.id
    db.session.flush()
    name = f"neighbourhood/{neighbourhood.uid}"
    audit.record("neighbourhood.card", name, actor_uid=by.uid, origin=origin)
    announce(card_changed, neighbourhood=neighbourhood, before=before, version=version)
    for leading in addressees(neighbourhood, Role.NEIGHBOURHOOD_DIRECTOR):
        url, number_ = f"/wijken/{neighbourhood.slug}/stappen", f"{version.id}.{now():%Y%m%d%H%M%S}"
        notify(leading, cause=CHANGED, object=name, version=number_, text=ANOTHER_CARD, url=url)
    return True


def _carry_words(neighbourhood: Neighbourhood, version: CardVersion, maps: Maps) -> None:
    here = (
        StepProgress.neighbourhood_id == neighbourhood.id,
        StepProgress.card_version_id == neighbourhood.card_version_id,
    )
    words: Sequence[Told] = db.session.scalars(select(StepProgress).where(*here)).all()
    for pairs in maps:
        words = _renumbered(carried(pairs, words))
    for word in words:
        row = StepProgress(neighbourhood_id=neighbourhood.id, card_version_id=version.id, carried=True)
        row.step_key, row.status, row.view = word.step_key, word.status, word.view
        row.reason, row.by_id, row.at = word.reason, word.by_id, word.at
        db.session.add(row)
        db.session.flush()  # one by one: the order of the rows says where a neighbourhood is


def _renumbered(words: Sequence[Word]) -> Sequence[Told]:
    """Give the words numbers in their order, so that a next map reads them in it."""
    return [Word(at, w.step_key, w.status, w.view, w.reason, w.by_id, w.at) for at, w in enumerate(words)]


def _carry_small_steps(neighbourhood: Neighbourhood, version: CardVersion, maps: Maps) -> None:
    """Offer no small step again that was done or passed over, where the new card has it under the same key."""
    used = select(SmallStepDone).where(SmallStepDone.neighbourhood_id == neighbourhood.id)
    rows = db.session.scalars(used).all()
    there = {(row.step_key, row.key) for row in rows if row.card_version_id == version.id}
    card = version.card
    known = {(step.key, small.key) for step in card.steps for small in step.small_steps}
    for row in rows:
        if row.card_version_id != neighbourhood.card_version_id:
            continue
        for key in _became(row.step_key, maps):
            if (key, row.key) in known and (key, row.key) not in there:
                there.add((key, row.key))
                copy = SmallStepDone(neighbourhood_id=neighbourhood.id, card_version_id=version.id, step_key=key)
                copy.key, copy.done, copy.by_id, copy.at = row.key, row.done, row.by_id, row.at
                db.session.add(copy)
    db.session.flush()


def _became(key: str, maps: Maps) -> set[str]:
    keys = {key}
    for pairs in maps:
        keys = {new for old, new in pairs if old in keys}
    return keys


def _store_map(before: CardVersion, after: CardVersion, card: ActionCard, pairs: Collection[tuple[str, str]]) -> None:
    old = [step.key for step in before.card.steps]
    new = {step.key for step in card.steps}
    if strangers := {pair for pair in pairs if pair[0] not in old or pair[1] not in new}:
        raise Refusal(_("Deze stap bestaat niet: %(key)s", key=min(strangers)[0]))
    here = (CardStepMap.from_version_id == before.id, CardStepMap.to_version_id == after.id)
    db.session.execute(delete(CardStepMap).where(*here))
    kinds = kinds_of(old, pairs)
    targets: list[tuple[str, str | None]] = [pair for key in old for pair in pairs if pair[0] == key]
    targets += [(key, None) for key in old if kinds[key] is MapKind.DROPPED]
    for key, target in dict.fromkeys(targets):
        row = CardStepMap(from_version_id=before.id, from_key=key, to_version_id=after.id, to_key=target)
        row.kind = kinds[key]
        db.session.add(row)
    db.session.flush()


def _lock(programme_id: int) -> None:
    """Let one coordinator at a time change the cards of a programme."""
    db.session.execute(select(Programme.id).where(Programme.id == programme_id).with_for_update())


def _name(programme: Programme, version: CardVersion) -> str:
    return f"card/{programme.slug}/{version.number}"
