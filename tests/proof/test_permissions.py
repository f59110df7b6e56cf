"""Who gets what: every address, every method, seventeen kinds of people, held against a table that people review."""

import difflib
import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.journeys.scenery import CLOSED, DEMO, HALFWAY, OWNER, PEER
from tests.proof.asking import address, ask, routes

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("permissions")]

TABLE = Path(__file__).with_name("permissions.txt")
VISITOR = "bezoeker"
OUTSIDE = (VISITOR, HALFWAY, CLOSED)
INSIDE = (OWNER, PEER, *DEMO)
REFUSALS = {"sign-in", "403", "404"}
CANARY = "kanarie"
#: That an administrator read somebody's mail is written in the log, beside the request.
LOGGED = {("GET", "/beheer/uitgaande-mail/<mail>", "beheerder"): "audit_"}


@pytest.fixture(scope="module")
def answers(town):
    """Ask everything as everybody: ``{(method, rule): {persona: answer}}``."""
    found = {}
    for method, rule in routes(town.app):
        path = address(town, rule)
        for persona in (*OUTSIDE, *INSIDE):
            name = "" if persona == VISITOR else persona
            found.setdefault((method, rule.rule), {})[persona] = ask(town, name, method, path)
    return found


def test_everybody_gets_what_the_table_says(answers):
    """After a change on purpose: WRITE_PERMISSIONS=1 make proof, and read every line that git shows."""
    now = "\n\n".join(entry(*key, given) for key, given in answers.items()) + "\n"
    if os.environ.get("WRITE_PERMISSIONS"):
        TABLE.write_text(now)

    difference = difflib.unified_diff(
        TABLE.read_text().splitlines(), now.splitlines(), "table", "now", n=4, lineterm=""
    )
    assert "\n".join(difference) == ""


def test_the_matrix_is_as_large_as_we_say(answers):
    assert len(OUTSIDE + INSIDE) >= 17
    assert sum(len(given) for given in answers.values()) >= 1000


def test_who_is_refused_changes_nothing(answers):
    changed = {
        (*key, persona): answer.changes
        for key, given in answers.items()
        for persona, answer in given.items()
        if answer.outcome in REFUSALS and answer.changes
    }

    assert changed == {}


def test_asking_for_a_page_changes_nothing(answers):
    changed = {
        (*key, persona): answer.changes
        for key, given in answers.items()
        for persona, answer in given.items()
        if key[0] == "GET" and answer.changes
    }

    assert changed.keys() == LOGGED.keys()
    assert all(LOGGED[key] in statement.split("(")[0] for key, all_of in changed.items() for statement in all_of)


def test_nothing_breaks(answers):
    broken = {(*key, who): a.status for key, given in answers.items() for who, a in given.items() if a.status >= 500}

    assert broken == {}


def entry(method, rule, given):
    """Write one address: who gets what, and who besides the owner was shown something of the owner."""
    groups = defaultdict(list)
    for persona, answer in given.items():
        groups[answer.outcome].append(persona)
    most = max(groups, key=lambda outcome: len(set(groups[outcome]) & set(INSIDE)))
    lines = [f"  {outcome:8} {names(groups[outcome], others=outcome == most)}" for outcome in sorted(groups)]
    seen = [persona for persona, answer in given.items() if persona != OWNER and CANARY in answer.text.casefold()]
    if seen:
        lines.append(f"  {'canary':8} {names(seen, others=len(seen) > 8)}")
    return "\n".join([f"{method} {rule}", *lines])


def names(personas, *, others):
    """Name people; ``others``: all who are inside and not named on another line."""
    outside = ["outside"] if set(OUTSIDE) <= set(personas) else [each for each in OUTSIDE if each in personas]
    inside = [each for each in INSIDE if each in personas]
    if set(INSIDE) - {OWNER} <= set(personas):
        inside = ["inside"]
    elif others:
        inside = ["others"]
    return " ".join([*inside, *outside])
