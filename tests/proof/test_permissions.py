"""Who gets what: every address, every method, twenty-two kinds of people, held against a table that people review."""

import difflib
import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.journeys.neighbour import CANARY as HAVEN_CANARY
from tests.journeys.scenery import CLOSED, DEMO, HALFWAY, HAVEN, OWNER, PEER
from tests.proof.asking import address, ask, routes

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("permissions")]

TABLE = Path(__file__).with_name("permissions.txt")
VISITOR = "bezoeker"
OUTSIDE = (VISITOR, HALFWAY, CLOSED)
INSIDE = (OWNER, PEER, *DEMO, *HAVEN)
REFUSALS = {"sign-in", "403", "404"}
CANARY = "kanarie"
#: Reading what is private and taking along what was written is kept in the log, beside the request.
LOGGED = {
    ("GET", "/beheer/uitgaande-mail/<mail>"),
    ("GET", "/wijken/<neighbourhood>/plan/<plan>"),
    ("GET", "/wijken/<slug>/bewijs/<uid>"),
    ("GET", "/wijken/<slug>/momenten/<uid>/foto"),
    ("GET", "/wijken/<slug>/momenten/<uid>/geluid"),
    ("GET", "/wijken/<slug>/wethouder/<uid>/pdf"),
}


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
    assert len(OUTSIDE + INSIDE) >= 22
    assert sum(len(given) for given in answers.values()) >= 5000


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

    assert {key[:2] for key in changed} == LOGGED
    assert {words for all_of in changed.values() for words in all_of if "audit_" not in words.split("(")[0]} == set()


def test_nothing_breaks(answers):
    every = [(*key, who, a) for key, given in answers.items() for who, a in given.items()]
    broken = {tuple(key): a.text[-600:] for *key, a in every if a.status >= 500}

    assert broken == {}


def entry(method, rule, given):
    """Write one address: who gets what, who besides the owner was shown something of the owner, or of Havenbuurt."""
    groups = defaultdict(list)
    for persona, answer in given.items():
        groups[answer.outcome].append(persona)
    most = max(groups, key=lambda outcome: len(set(groups[outcome]) & set(INSIDE)))
    lines = [f"  {outcome:8} {names(groups[outcome], others=outcome == most)}" for outcome in sorted(groups)]
    for word, mark in ((CANARY, "canary"), (HAVEN_CANARY, "haven")):
        seen = [who for who, answer in given.items() if shows(word, answer) and (who, word) != (OWNER, CANARY)]
        if seen:
            lines.append(f"  {mark:8} {names(seen, others=False)}")
    return "\n".join([f"{method} {rule}", *lines])


def shows(word, answer):
    """Say whether a text of the owner was shown, or one of Havenbuurt."""
    text = answer.text.casefold()
    return word in (text.replace(HAVEN_CANARY, "") if word == CANARY else text)


def names(personas, *, others):
    """Name people; ``others``: all who are inside and not named on another line."""
    outside = ["outside"] if set(OUTSIDE) <= set(personas) else [each for each in OUTSIDE if each in personas]
    inside = [each for each in INSIDE if each in personas]
    if set(INSIDE) - {OWNER} <= set(personas):
        inside = ["inside"]
    elif others:
        inside = ["others"]
    return " ".join([*inside, *outside])
