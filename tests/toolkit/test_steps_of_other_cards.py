"""A neighbourhood on another version of the card is offered what fits, whichever key its step has there."""

import pytest

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.programme.enums import MapKind, StepStatus
from lms.programme.models import CardStepMap
from lms.programme.queries.cards import current_card
from lms.toolkit.queries.fitting import offers_for_step
from tests.factories.people import a_person
from tests.factories.programme import a_card_version, a_neighbourhood, a_step_moved, the_programme
from tests.factories.toolkit import an_item

pytestmark = pytest.mark.usefixtures("database")


def slugs(key):
    return {each.slug for each in offers_for_step(key, most=9)}


def mapped(before, after, **keys):
    """Say what became of the steps of a card; a step that was dropped has no new key."""
    for key, new in keys.items():
        kind = MapKind.SAME if new else MapKind.DROPPED
        told = {"from_version_id": before.id, "from_key": key, "to_version_id": after.id, "to_key": new}
        db.session.add(CardStepMap(**told, kind=kind))
    db.session.commit()


@pytest.fixture
def cards():
    """The card in use, and two before it: `eerst` became `toen`, and that became `starten`; `team` was cut in two."""
    programme, now = the_programme(), current_card()
    oldest = a_card_version(programme, "0.8", keys=("eerst", "vervallen"), current=False)
    older = a_card_version(programme, "0.9", keys=("toen", "team"), current=False)
    mapped(oldest, older, eerst="toen", vervallen=None)
    mapped(older, now, toen="starten", team="team")
    mapped(older, now, team="wijk")
    return oldest, older, now


def test_a_step_of_an_older_card_offers_what_was_written_for_the_card_in_use(cards):
    an_item("nieuw", steps=("starten",))
    an_item("anders", steps=("doen",))

    assert [slugs(key) for key in ("eerst", "toen", "starten", "vervallen")] == [{"nieuw"}] * 3 + [set()]


def test_a_step_of_the_card_in_use_offers_what_was_written_for_an_older_card(browser, cards):
    for key in ("eerst", "toen", "vervallen"):
        an_item(f"van-{key}", steps=(key,))
    an_item("beide", steps=("eerst", "starten"))
    db.session.commit()

    page = browser.open("/toolkit?stap=starten")

    assert slugs("starten") == {"van-eerst", "van-toen", "beide"}
    assert [slug for slug in ("van-eerst", "van-toen", "beide", "van-vervallen") if f"/toolkit/{slug}" in page] == [
        "van-eerst",
        "van-toen",
        "beide",
    ]


def test_a_key_that_the_card_still_has_stays_what_it_is(cards):
    an_item("samen", steps=("team",))
    an_item("buiten", steps=("wijk",))

    assert [slugs(key) for key in ("team", "wijk")] == [{"samen"}, {"buiten"}]


def test_a_neighbourhood_on_an_older_card_is_offered_what_fits_and_finds_all_of_it(browser, cards):
    place = a_neighbourhood("Oosterveld")
    place.card_version_id = cards[0].id
    an_item("nieuw", steps=("starten",), title="Nieuwe werkvorm")
    a_step_moved(place, "eerst", StepStatus.IN_PROGRESS)
    browser.sign_in(a_person(Role.COORDINATOR))

    page = browser.open("/wijken/oosterveld")

    assert ("Dit past bij stap 1" in page, "Nieuwe werkvorm" in page) == (True, True)
    assert "Nieuwe werkvorm" in browser.open("/toolkit?stap=eerst")
