"""Scenarios: every road leads through two to four turns to the ending, and every turn can be reached."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from lms.content.blocks import END, Scenario, Turn, walk
from lms.content.packages import Package
from lms.content.problems import Problem
from lms.content.prose import plain

CHOICES = 3
LEAST_TURNS, MOST_TURNS = 2, 4


def scenario_problems(package: Package) -> Iterator[Problem]:
    """Check every scenario of a package."""
    for part in package.parts:
        for block in walk(part.blocks):
            if isinstance(block, Scenario):
                yield from problems_of_scenario(block)


def problems_of_scenario(scenario: Scenario) -> Iterator[Problem]:
    """Check one scenario."""
    if not scenario.turns:
        message = _("Dit scenario heeft geen beurten. Schrijf minstens twee blokken 'turn'.")
        yield Problem(scenario.origin, "scenario-turns", message)
        return
    turns = {turn.key: turn for turn in reversed(scenario.turns)}
    yield from _problems_of_turns(scenario, turns)
    lengths = road_lengths(turns, scenario.turns[0].key)
    if lengths is None:
        message = _("Je kunt in dit scenario in een kring lopen. Laat een keuze verder naar het einde leiden.")
        yield Problem(scenario.origin, "scenario-circle", message)
    elif lengths and (min(lengths) < LEAST_TURNS or max(lengths) > MOST_TURNS):
        message = _(
            "De kortste weg heeft %(least)s beurten en de langste %(most)s. Maak elke weg twee tot vier beurten lang.",
            least=min(lengths),
            most=max(lengths),
        )
        yield Problem(scenario.origin, "scenario-length", message)


def road_lengths(turns: Mapping[str, Turn], start: str) -> set[int] | None:
    """Return how many turns the roads from ``start`` to the ending have; None when some road goes round for ever."""
    known: dict[str, set[int]] = {END: {0}}
    walking: set[str] = set()

    def from_here(key: str) -> set[int] | None:
        if key in known:
            return known[key]
        if key in walking:
            return None
        if key not in turns:
            return set()
        walking.add(key)
        found: set[int] = set()
        for choice in turns[key].choices:
            further = from_here(choice.to)
            if further is None:
                return None
            found |= {length + 1 for length in further}
        walking.discard(key)
        known[key] = found
        return found

    return from_here(start)


def _problems_of_turns(scenario: Scenario, turns: Mapping[str, Turn]) -> Iterator[Problem]:
    reached = _reached(turns, scenario.turns[0].key)
    seen: set[str] = set()
    for turn in scenario.turns:
        if turn.key in seen or turn.key == END:
            message = _("Beurt '%(key)s' bestaat al. Geef deze beurt een andere naam.", key=turn.key)
            yield Problem(turn.origin, "turn-twice", message)
        elif turn.key not in reached:
            message = _("Geen keuze leidt naar beurt '%(key)s'. Verwijs ernaar, of haal de beurt weg.", key=turn.key)
            yield Problem(turn.origin, "turn-unreachable", message)
        seen.add(turn.key)
        if len(turn.choices) != CHOICES:
            message = _("Deze beurt heeft %(count)s keuzes. Geef er drie.", count=len(turn.choices))
            yield Problem(turn.origin, "choice-count", message)
        for choice in turn.choices:
            if not plain(choice.text).strip():
                yield Problem(choice.origin, "choice-text", _("Een keuze is leeg. Schrijf wat iemand kan zeggen."))
            if choice.to not in turns and choice.to != END:
                message = _(
                    "Beurt '%(key)s' bestaat niet. Verwijs naar een beurt die er is, of naar 'einde'.", key=choice.to
                )
                yield Problem(choice.origin, "turn-unknown", message)


def _reached(turns: Mapping[str, Turn], start: str) -> set[str]:
    reached, waiting = set(), [start]
    while waiting:
        key = waiting.pop()
        if key in turns and key not in reached:
            reached.add(key)
            waiting += [choice.to for choice in turns[key].choices]
    return reached
