"""What differs between two forms of a text: for the history of an item, and for two editors at once.

A form falls apart in pieces: a field each, and each step on its own when both forms have as many; so two editors who
each mend another step both keep what they wrote.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lms.content.clashes import BOTH, MINE, Clash, Difference, whose
from lms.toolkit.queries.plain_forms import LINES, LISTS, Form, plain_form

STEPS, PICTURES = "working_steps", "pictures"
#: The order in which readers meet the fields.
ORDER = (*LINES, *LISTS, "level", "evidence", "goal", "not_when", "preparation", "materials", "invitation", STEPS) + (
    *("pitfalls", "variations", "online", "plain_language", "follow_up", PICTURES, "source", "licence"),
)


def differences(before: Form, after: Form) -> list[Difference]:
    """Return what differs, in the order of the page; the steps are one piece, so that moved ones are seen as moved."""
    return list(_differing(before, after, apart=False))


def clashes(theirs: Form, mine: Form, was: Form | None) -> list[Clash]:
    """Return the pieces to choose between; ``was`` is the form that my page began with, when it says so."""
    pieces = _differing(theirs, mine, apart=_as_many(theirs, mine))
    return [_clash(found, theirs, mine, was) for found in pieces]


def merged(theirs: Form, mine: Form, chosen: Mapping[str, str]) -> Form:
    """Return their form with the pieces of mine that were chosen."""
    form = plain_form(theirs)
    for found in _differing(theirs, mine, apart=_as_many(theirs, mine)):
        choice = chosen.get(found.key)
        if choice == BOTH and found.key == STEPS:
            form[STEPS] = [*theirs[STEPS], *(step for step in mine[STEPS] if step not in theirs[STEPS])]
        elif choice == MINE and found.at is not None:
            form[STEPS][found.at] = mine[STEPS][found.at]
        elif choice == MINE:
            form[found.name] = mine[found.name]
    return plain_form(form)


def _differing(before: Form, after: Form, *, apart: bool) -> Iterator[Difference]:
    for name in ORDER:
        if before[name] == after[name]:
            continue
        if name == STEPS and apart:
            for at, (old, new) in enumerate(zip(before[STEPS], after[STEPS], strict=True)):
                if old != new:
                    yield Difference(name, at, _step(old), _step(new))
        else:
            yield Difference(name, None, readable(name, before[name]), readable(name, after[name]))


def readable(name: str, value: Any) -> str:
    """Return a piece of a form in plain words, a paragraph a line."""
    if name == STEPS:
        return "\n".join(_step(step) for step in value)
    if name == PICTURES:
        return "\n".join(" ".join(filter(None, picture.values())) for picture in value)
    return ", ".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def _step(step: Mapping[str, str]) -> str:
    minutes = f"{step['minutes']} min" if step["minutes"] else ""
    head = ", ".join(filter(None, (step["title"], step["when"], minutes)))
    return "\n".join(filter(None, (head, *(step[name] for name in ("doing", "saying", "done_when", "note", "online")))))


def _clash(found: Difference, theirs: Form, mine: Form, was: Form | None) -> Clash:
    both = found.key == STEPS
    if was is None or (found.at is not None and not _as_many(was, theirs)):  # which step it was, nobody knows
        return Clash(found, "", both)
    began = _piece(was, found)
    likely = whose(began, _piece(mine, found), _piece(theirs, found))
    return Clash(found, likely, both, readable(found.name, began) if found.at is None else _step(began))


def _piece(form: Form, found: Difference) -> Any:
    return form[found.name] if found.at is None else form[found.name][found.at]


def _as_many(theirs: Form, mine: Form) -> bool:
    return len(theirs[STEPS]) == len(mine[STEPS])
