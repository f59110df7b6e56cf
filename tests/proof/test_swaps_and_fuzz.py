"""Wrong ids in every address and nonsense in every field: refused in words, never a crash, never somebody else's."""

import re
import string
from itertools import cycle, islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import AnyConverter, IntegerConverter

from tests.journeys.neighbour import ADVISER, COORDINATOR, DIRECTOR, WORKER
from tests.journeys.scenery import OWNER
from tests.journeys.visits import VISITS
from tests.proof.asking import address, ask, routes
from tests.proof.test_canaries import MAY, kinds_in

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("fuzz")]

REQUESTS = 6000
#: Answers every guess alike, so that nobody learns which sign-in card is real.
SAME_FOR_ALL = "/kaart/<token>"
MOST = ("beheerder", COORDINATOR, DIRECTOR, OWNER)
#: Directs another neighbourhood, and is nothing in Havenbuurt.
OTHER, OTHERS = "wijkregisseur", "oosterveld"
#: Values of the scenery that are of one kind: one in the place of the other is no swap.
ALIKE = (
    {"moment", "chosen", "spoken", "moment_of_method"},
    {"report_shown", "report_inside", "report_own", "report_waiting"},
    {"suggestion", "suggestion_answered"},
    {"person", "worker", "adviser", "sharer"},
    {"stop", "meeting"},
    {
        "advice",
        "advice_clear",
        "advice_given",
        "advice_named",
        "advice_public",
        "advice_bundled",
        "advice_lent",
        "advice_read",
    },
    {"need", "need_answered"},
    {"together", "together_now"},
    {"written", "new_module"},
    {"member", "successor"},
    {"attempt1", "attempt2"},
    {"old_card", "new_card"},
    {"slug", "neighbourhood", "place"},
    {"gathering", "gathering_now", "gathering_past", "gathering_off", "gathering_open", "gathering_draft"},
    {"insight", "insight_inside", "insight_shown", "insight_other"},
    {"block", "running_block"},
    {"tool", "item", "trial"},
)
#: Keys that every neighbourhood has: its steps and their small steps.
EVERYWHERE = {"step", "small", "number"}
STRANGE = ("0", "-1", "9" * 30, "a" * 3000, "' OR 1=1 --", "..%2f..%2fetc", "%00", "%ff%fe", "ë😀", "<b>", "None")
TYPES = {"int": ("0", "999999", "9" * 25)}
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
WORDS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.sampled_from(
        ["", "1", "-1", "9" * 30, "on", "nl", "true", "2026-02-30", "a@b.nl", "a" * 5000, "\x00", "//evil.example"]
    ),
    st.text(alphabet=string.printable, min_size=100, max_size=400),
)
QUERIES = (
    "next",
    "voor",
    "na",
    "q",
    "als",
    "pagina",
    "beantwoord",
    "actie",
    "staat",
    "taal",
    "v",
    "dag",
    "groep",
    "kaart",
    "naar",
    "over",
    "programma",
    "rol",
    "soort",
    "stand",
    "stap",
    "tijd",
    "toon",
    "tot",
    "van",
    "wijk",
    "wie",
    "nummer",
    "bewaard",
    "register",
    "first",
    "last",
    "versie",
    "thema",
    "bron",
    "reden",
    "sinds",
    "onbekend",
)


def test_an_address_with_the_id_of_something_else_is_not_there(town, record_property):
    """Every parameter of every address gets ids of other kinds in turn, and strange ones; as those who may most."""
    asked, found, strange = 0, [], cycle(STRANGE)
    for method, rule in routes(town.app):
        own = address(town, rule)
        for name in sorted(rule.arguments & rule._converters.keys()):  # what an address sets by itself is no parameter
            for value in swapped(town, rule, name, asked, strange):
                path = address(town, rule, **{name: value})
                for persona in MOST if path != own else ():
                    answer, asked = ask(town, persona, method, path), asked + 1
                    refused = answer.status in {400, 403, 404, 405, 410, 308} or answer.outcome == "sign-in"
                    if not refused and rule.rule != SAME_FOR_ALL:
                        found.append(f"{persona} {method} {path[:120]}: {answer.status}")

    record_property("swapped ids", asked)
    assert asked >= 5000
    assert "\n".join(found) == ""


def swapped(town, rule, name, turn, strange):
    if isinstance(rule._converters[name], IntegerConverter):
        return TYPES["int"]
    if isinstance(rule._converters[name], AnyConverter):
        return ()  # one of a few words; an address with another cannot be made
    own = address(town, rule)
    same = {key for key, value in town.values.items() if f"/{value}" in own}
    same |= {each for alike in ALIKE if alike & same for each in alike}
    others = sorted({value for key, value in town.values.items() if key not in same} - {town.values[k] for k in same})
    return (*islice(cycle(others), turn % len(others), turn % len(others) + 5), *islice(strange, 4))


def test_a_thing_of_another_neighbourhood_is_not_there(town, record_property):
    """Every thing of Havenbuurt under the address of another neighbourhood, and all of Havenbuurt for its director."""
    asked, found = 0, []
    for method, rule in routes(town.app):
        where = rule.arguments & {"slug", "neighbourhood"}  # help, methods and public answers are everybody's
        if not where or rule.rule.endswith("/hulp") or rule.rule.startswith(("/toolkit/", "/antwoorden/")):
            continue
        tries = [(OTHER, address(town, rule))]
        if rule.arguments - where - EVERYWHERE:
            path = address(town, rule, **dict.fromkeys(where, OTHERS))
            tries += [(persona, path) for persona in (OTHER, DIRECTOR, ADVISER, WORKER, COORDINATOR)]
        for persona, path in tries:
            answer, asked = ask(town, persona, method, path), asked + 1
            known = "/hulp/" in path or path.startswith("/beheer")  # help is public, and who may not manage may not
            if answer.status != 404 and not (known and answer.status == 403):
                found.append(f"{persona} {method} {path}: {answer.status}")

    record_property("things of another neighbourhood", asked)
    assert asked >= 150
    assert "\n".join(found) == ""


def test_no_field_and_no_query_breaks_anything(town):
    forms = [(path, persona, names) for path, persona, names in all_forms(town)]
    gets = [(visit.path.format(**town.values).partition("?")[0], visit.persona) for visit in VISITS]
    broken, counted = [], [0]

    @settings(max_examples=REQUESTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def attempt(data):
        counted[0] += 1
        if data.draw(st.booleans()):
            path, persona, names = data.draw(st.sampled_from(forms))
            fields = {name: data.draw(WORDS) for name in names if data.draw(st.integers(0, 5))}
            answer = ask(town, persona, "POST", path, data=fields)
        else:
            path, persona = data.draw(st.sampled_from(gets))
            queries = st.dictionaries(st.sampled_from(QUERIES), WORDS, max_size=3)
            answer = ask(town, persona, "GET", path, query_string=data.draw(queries))
        leaked = {kind for kind in kinds_in(answer.text) if persona not in MAY.get(kind, ())}
        if answer.status >= 500 or leaked:
            broken.append(f"{persona} {path} {sorted(leaked)}\n{answer.text[-1500:]}")

    attempt()
    assert counted[0] >= 5000
    assert "\n".join(broken[:3]) == ""


def all_forms(town):
    """Every form on every page: where it goes, as whom, and the names of its fields."""
    seen = {}
    for visit in VISITS:
        answer = ask(town, visit.persona, "GET", visit.path.format(**town.values), follow_redirects=True)
        for form in re.findall(r'<form\b[^>]*action="([^"]+)"[^>]*>(.*?)</form>', answer.text, re.S):
            names = tuple(sorted({*FIELD.findall(form[1]), "csrf_token", "onbekend"}))
            seen[form[0].replace("&amp;", "&"), visit.persona] = names
    assert len(seen) >= 120
    return [(path, persona, names) for (path, persona), names in sorted(seen.items())]
