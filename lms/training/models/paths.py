"""How far somebody is on a learning path, and why: one pure function for pages, reminders, rounds and reports.

What happened comes in as facts. Their order of arrival never matters, a fact twice is a fact once, and what was done is
never taken away: a percentage goes back only when :attr:`Standing.reasons` says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lms.training.models.locks import Lock, locks

DEADLINE = ""  # what an exemption is about when it is about no item, but about the day the path is due


class Happening(StrEnum):
    """What a fact tells."""

    DID = "did"
    EXEMPTED = "exempted"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to one person.

    ``about``: a piece of work for DID; the uid of an item, or DEADLINE, for the others.  ``at`` is nothing when it is
    only known that it was done.
    """

    kind: Happening
    about: str
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One stop on a path, as it is asked of one person.

    ``asks``: pieces of work asked now; ``new``: those of them that came after this person began; ``kept``: pieces that
    were asked once.  An item that is not ``live`` (a module that left) counts only for who did something in it.
    """

    uid: str
    title: str = ""
    asks: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    required: bool = True
    opens_on: date | None = None
    after: str | None = None
    in_renewal: bool = False
    asked_since: datetime | None = None
    live: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """A path as one person walks it: what is on it, in order, and what is switched on for it."""

    items: tuple[Item, ...] = ()
    ordered: bool = False
    since: datetime | None = None
    due_on: date | None = None


class State(StrEnum):
    """How one item stands."""

    DONE = "done"
    EXEMPT = "exempt"
    LOCKED = "locked"
    BEGUN = "begun"
    OPEN = "open"


class Why(StrEnum):
    """Why a path is not at 100 %, the reasons that make a percentage go back first."""

    LIFTED = "lifted"
    NEW_ITEM = "new_item"
    NEW_PIECES = "new_pieces"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Stop:
    """How an item stands for one person; ``done`` of ``total`` are pieces of work."""

    item: Item
    done: int
    total: int
    state: State
    lock: Lock | None = None
    exempt_why: str = ""
    done_at: datetime | None = None

    @property
    def share(self) -> int:
        """A whole percentage, rounded down; what somebody is exempt from counts as done."""
        return 100 if self.state is State.EXEMPT else self.done * 100 // self.total

    @property
    def finished(self) -> bool:
        """Whether nothing is asked here any more."""
        return self.state in {State.DONE, State.EXEMPT}


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands on a path. ``reasons``: why it is not 100 %, each with the uid of the item."""

    stops: tuple[Stop, ...]
    share: int
    complete: bool
    next: Stop | None
    reasons: tuple[tuple[Why, str], ...]
    due_on: date | None = None
    late: bool = False
    no_deadline_why: str = ""
    by_uid: Mapping[str, Stop] = field(default_factory=dict, compare=False)

    @property
    def counted(self) -> tuple[Stop, ...]:
        """The stops that the percentage is made of."""
        return tuple(stop for stop in self.stops if stop.item.required)


def standing(way: Way, facts: Iterable[Fact], today: date) -> Standing:
    """Count what is done and what is left; the share is the mean of the required items, each rounded down."""
    told = _Told.of(facts)
    shown = [item for item in way.items if told.counts(item)]
    finished = {item.uid for item in shown if told.finished(item)}
    begun = {item.uid for item in shown if told.done(item)}
    locked = locks(shown, finished=finished, begun=begun, ordered=way.ordered, today=today)
    stops = tuple(told.stop(item, locked.get(item.uid)) for item in shown)
    counted = [stop for stop in stops if stop.item.required]
    complete = bool(counted) and all(stop.finished for stop in counted)
    free = told.exempt.get(DEADLINE, "")
    due_on = None if free else way.due_on
    return Standing(
        stops=stops,
        share=sum(stop.share for stop in counted) // len(counted) if counted else 0,
        complete=complete,
        next=_next(stops),
        reasons=_gravest_first(told.why(stop, way.since) for stop in counted if not stop.finished),
        due_on=due_on,
        late=due_on is not None and due_on < today and not complete,
        no_deadline_why=free,
        by_uid={stop.item.uid: stop for stop in stops},
    )


def renewal(way: Way, facts: Iterable[Fact], opened_at: datetime, today: date) -> Standing:
    """Count one round of renewal: its own list, and only what was done since it was opened.

    ``way.due_on`` is that of the round. Nothing else changes: :func:`standing` never hears of rounds.
    """
    since = [fact for fact in facts if fact.kind is Happening.DID and fact.at and fact.at >= opened_at]
    again = tuple(
        Item(uid=item.uid, title=item.title, asks=item.asks, required=True)
        for item in way.items
        if item.in_renewal and item.live
    )
    return standing(Way(items=again, due_on=way.due_on), since, today)


def _gravest_first(found: Iterable[tuple[Why, str]]) -> tuple[tuple[Why, str], ...]:
    order = list(Why)
    return tuple(sorted(found, key=lambda each: order.index(each[0])))


def _next(stops: Iterable[Stop]) -> Stop | None:
    """Go on with the first that is open: what is asked of everybody, and then what one may choose."""
    free = [stop for stop in stops if not stop.finished and stop.lock is None]
    return next((stop for stop in free if stop.item.required), next(iter(free), None))


@dataclass(frozen=True, slots=True)
class _Told:
    """Facts in the shape that questions need: what was done, from what somebody is exempt, what was lifted."""

    did: Mapping[str, datetime | None]
    exempt: Mapping[str, str]
    lifted: frozenset[str]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "_Told":
        did: dict[str, datetime | None] = {}
        latest: dict[str, Fact] = {}
        for fact in facts:
            if fact.kind is Happening.DID:
                did[fact.about] = min((at for at in (fact.at, did.get(fact.about)) if at), default=None)
            elif fact.about not in latest or _key(fact) > _key(latest[fact.about]):
                latest[fact.about] = fact
        exempt = {uid: fact.why for uid, fact in latest.items() if fact.kind is Happening.EXEMPTED}
        return cls(did, exempt, frozenset(latest) - frozenset(exempt))

    def counts(self, item: Item) -> bool:
        """Whether it is on the path of this person; an exemption outlives what it was from."""
        return self.total(item) > 0 or item.uid in self.exempt or item.uid in self.lifted

    def done(self, item: Item) -> int:
        return len((item.asks | item.kept) & self.did.keys())

    def total(self, item: Item) -> int:
        """All that counts: what is asked and what was done; of an item that left, only what was done."""
        past = (item.asks | item.kept) & self.did.keys()
        return len(past | item.asks) if item.live else len(past)

    def finished(self, item: Item) -> bool:
        return self.is_free(item) or self.done(item) == self.total(item)

    def is_free(self, item: Item) -> bool:
        """Whether nothing is asked here: by exemption, or because what somebody was exempt from is gone."""
        return item.uid in self.exempt or (item.uid in self.lifted and self.total(item) == 0)

    def stop(self, item: Item, lock: Lock | None) -> Stop:
        done, total = self.done(item), self.total(item)
        whole = done == total > 0
        times = [at for piece in item.asks | item.kept if whole and (at := self.did.get(piece))]
        state = State.DONE if whole else State.EXEMPT if self.is_free(item) else None
        state = state or (State.LOCKED if lock else State.BEGUN if done else State.OPEN)
        return Stop(item, done, total, state, lock, self.exempt.get(item.uid, ""), max(times, default=None))

    def why(self, stop: Stop, since: datetime | None) -> tuple[Why, str]:
        item = stop.item
        if item.uid in self.lifted:
            return Why.LIFTED, item.uid
        if since and item.asked_since and item.asked_since > since:
            return Why.NEW_ITEM, item.uid
        return (Why.NEW_PIECES if item.new - self.did.keys() else Why.LEFT), item.uid


def _key(fact: Fact) -> tuple[float, bool, str]:
    """Order by time; at the same moment lifting comes last, so that nobody is exempt by accident."""
    return (fact.at.timestamp() if fact.at else 0.0, fact.kind is Happening.LIFTED, fact.why)
