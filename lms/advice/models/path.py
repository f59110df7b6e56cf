"""The two paths of advice: what may follow what, as one table that code, database and tests share."""

from collections.abc import Iterator, Mapping

from lms.advice.enums import Direction, State, Used, Word

#: What happens aside of an answer, from anywhere before it.
_ASIDE = {State.CLARIFYING, State.REFERRED, State.BUNDLED, State.WITHDRAWN}
ASKED: Mapping[State, frozenset[State]] = {
    State.NEW: frozenset({State.TRIAGE, State.ASSIGNED, State.WITHDRAWN}),
    State.TRIAGE: frozenset({State.ASSIGNED, *_ASIDE}),
    State.CLARIFYING: frozenset({State.TRIAGE, State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS, State.WITHDRAWN}),
    State.ASSIGNED: frozenset({State.ACCEPTED, State.TRIAGE, *_ASIDE}),
    State.ACCEPTED: frozenset({State.IN_PROGRESS, State.ASSIGNED, State.TRIAGE, *_ASIDE}),
    State.IN_PROGRESS: frozenset({State.SECOND_READER, State.SENT, State.ASSIGNED, State.TRIAGE, *_ASIDE}),
    State.SECOND_READER: frozenset({State.IN_PROGRESS, State.SENT, State.ASSIGNED, State.TRIAGE, State.WITHDRAWN}),
    State.BUNDLED: frozenset({State.IN_PROGRESS, State.SENT, State.ASSIGNED, State.TRIAGE, State.WITHDRAWN}),
    State.SENT: frozenset({State.RESPONSE, State.FOLLOW_UP, State.IN_PROGRESS, State.CLOSED}),
    State.RESPONSE: frozenset({State.FOLLOW_UP, State.IN_PROGRESS, State.CLOSED}),
    State.FOLLOW_UP: frozenset({State.CLOSED}),
    State.REFERRED: frozenset({State.CLOSED}),
    State.WITHDRAWN: frozenset(),
    State.CLOSED: frozenset(),
}
UNASKED: Mapping[State, frozenset[State]] = {
    State.SIGNAL: frozenset({State.WEIGHING, State.NOT_OFFERED}),
    State.WEIGHING: frozenset({State.DRAFT, State.NOT_OFFERED}),
    State.DRAFT: frozenset({State.SECOND_READER, State.OFFERED, State.NOT_OFFERED}),
    State.SECOND_READER: frozenset({State.DRAFT, State.OFFERED, State.NOT_OFFERED}),
    State.OFFERED: frozenset({State.RESPONSE, State.FOLLOW_UP, State.CLOSED}),
    State.RESPONSE: frozenset({State.FOLLOW_UP, State.CLOSED}),
    State.FOLLOW_UP: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.NOT_OFFERED: frozenset(),
}
PATHS: Mapping[Direction, Mapping[State, frozenset[State]]] = {Direction.ASKED: ASKED, Direction.UNASKED: UNASKED}
BEGINNING: Mapping[Direction, State] = {Direction.ASKED: State.NEW, Direction.UNASKED: State.SIGNAL}
#: Unasked advice that was not offered (yet): for advisers alone.
FOR_ADVISERS = (State.SIGNAL, State.WEIGHING, State.DRAFT, State.NOT_OFFERED)
#: Somebody still has to answer; unasked advice in the hands of a second reader is in the last of these too.
UNANSWERED = (
    State.NEW,
    State.TRIAGE,
    State.CLARIFYING,
    State.ASSIGNED,
    State.ACCEPTED,
    State.IN_PROGRESS,
    State.BUNDLED,
    State.SECOND_READER,
)
#: The neighbourhood has the answer.
GIVEN = (State.SENT, State.OFFERED, State.RESPONSE, State.FOLLOW_UP, State.CLOSED)
_NOT_GIVEN = (*FOR_ADVISERS, State.SECOND_READER)
_NOT_YET = (State.NEW, State.TRIAGE, State.ASSIGNED)


def steps() -> Iterator[tuple[Direction, State, State]]:
    """Yield every step that both paths allow, for the database to hold."""
    for direction, path in PATHS.items():
        for before, after in path.items():
            yield from ((direction, before, each) for each in sorted(after))


def may_follow(direction: Direction, before: State, after: State) -> bool:
    """Say whether one state may follow another."""
    return after in PATHS[direction].get(before, frozenset())


def word_of(direction: Direction, state: State, used: Used | None) -> Word | None:
    """Return which of the four words a director reads; nothing for what they took back or did not get."""
    if used in {Used.YES, Used.PARTLY}:
        return Word.USED
    if state is State.WITHDRAWN or (direction is Direction.UNASKED and state in _NOT_GIVEN):
        return None
    if direction is Direction.UNASKED:
        return Word.NEW if state is State.OFFERED else Word.ANSWERED
    if state in _NOT_YET:
        return Word.NEW
    return Word.ANSWERED if state in GIVEN else Word.BUSY
