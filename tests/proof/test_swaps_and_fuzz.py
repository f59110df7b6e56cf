"""Wrong ids in every address and nonsense in every field: refused in words, never a crash, never somebody else's."""

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import IntegerConverter

from tests.journeys.scenery import HALFWAY, OWNER
from tests.journeys.visits import VISITS
from tests.proof.asking import address, ask, routes

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("fuzz")]

REQUESTS = 6000
PERSONAS = ("", OWNER, HALFWAY, "redacteur", "beheerder")
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
QUERIES = ("next", "voor", "na", "q", "als", "pagina", "beantwoord", "actie", "staat", "taal", "v", "onbekend")


def test_an_address_with_the_id_of_something_else_is_not_there(town):
    """Every parameter of every address gets every id of another kind, and strange ones; as those who may most."""
    asked, found = 0, []
    for method, rule in routes(town.app):
        for name in sorted(rule.arguments):
            own = address(town, rule)
            for value in swapped(town, rule, name):
                path = address(town, rule, **{name: value})
                if path == own:
                    continue
                for persona in (OWNER, "beheerder"):
                    answer, asked = ask(town, persona, method, path), asked + 1
                    if answer.status not in {400, 404, 405, 410, 308} and answer.outcome != "sign-in":
                        found.append(f"{persona} {method} {path[:120]}: {answer.status}")

    assert asked >= 1000
    assert "\n".join(found) == ""


def swapped(town, rule, name):
    if isinstance(rule._converters[name], IntegerConverter):
        return TYPES["int"]
    return (*sorted({value for key, value in town.values.items() if not key.startswith(name)}), *STRANGE)


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
        if answer.status >= 500:
            broken.append(f"{persona} {path}\n{answer.text[-1500:]}")

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
    assert len(seen) >= 40
    return [(path, persona, names) for (path, persona), names in sorted(seen.items())]
