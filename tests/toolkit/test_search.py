"""Words and filters together: exactly what a reader would keep by hand, on both databases."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.toolkit.enums import Audience
from lms.toolkit.queries.filters import Filters
from lms.toolkit.queries.lists import items
from tests.factories.toolkit import an_item, steps_of

TIMES, GROUPS = ((15, 15), (30, 45), (240, 300)), ((1, 2), (4, 12), (8, 40))
WORDS = ("koffie", "lopen", "koffie lopen")
KEYS = ("starten", "doen", "team")
CHOICES = st.builds(
    Filters,
    words=st.sampled_from(("", "koffie", "gelopen", "koffie gelopen", "zeldzaam")),
    step=st.sampled_from(("", *KEYS)),
    minutes=st.sampled_from((0, 14, 15, 30, 240)),
    group=st.sampled_from((0, 1, 2, 8, 12, 41)),
    theme=st.sampled_from(("", "samen", "leren")),
    audience=st.sampled_from(("", Audience.RESIDENTS.value, Audience.MUNICIPALITY.value)),
)


@pytest.fixture
def shelf(database):
    """Items with every mix of time, group and words."""
    return {
        item.slug: told
        for number, (minutes, group, words) in enumerate(product(TIMES, GROUPS, WORDS))
        for told in [
            {
                "minutes": minutes,
                "group": group,
                "summary": f"Met {words}.",
                "steps": (KEYS[number % 3], KEYS[(number + 1) % 3]),
                "themes": ("samen",) if number % 2 else ("samen", "leren"),
                "audience": ("bewoners",) if number % 5 else ("gemeente",),
            }
        ]
        for item in [an_item(f"item-{number:02}", title="Iets", working_steps=steps_of(*minutes), **told)]
    }


def fits(told, asked):
    """Say by hand whether a reader would keep it."""
    words = {"koffie": "koffie", "gelopen": "lopen", "zeldzaam": "nergens"}
    return (
        all(words[word] in told["summary"] for word in asked.words.split())
        and (not asked.step or asked.step in told["steps"])
        and (not asked.theme or asked.theme in told["themes"])
        and (not asked.audience or asked.audience in told["audience"])
        and (not asked.minutes or told["minutes"][0] <= asked.minutes)
        and (not asked.group or told["group"][0] <= asked.group <= told["group"][1])
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=CHOICES)
def test_what_is_found_is_what_a_reader_would_keep(shelf, asked):
    found = items(asked)
    rest = items(asked, after=found.after) if found.after else None

    slugs = [item.slug for item in (*found.items, *(rest.items if rest else ()))]

    kept = sorted(slug for slug, told in shelf.items() if fits(told, asked))
    assert (kept, found.nearly) == (([], True) if found.nearly else (sorted(slugs), False))


@settings(deadline=None)
@given(asked=CHOICES)
def test_an_address_leads_back_to_the_same_list(asked):
    assert Filters.asked(asked.address) == asked


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(("q", "stap", "tijd", "groep", "thema", "voor", "soort", "na")), st.text()))
def test_no_address_is_a_mistake(given_address):
    asked = Filters.asked(given_address)

    assert Filters.asked(asked.address) == asked
