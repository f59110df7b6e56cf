"""What a circle found of a trial version stands wherever somebody meets it, and what it would stop is not offered."""

import pytest

from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.fitting import newest_offers, offers_for_step
from lms.toolkit.queries.stands import verdict_stand
from tests.factories.toolkit import a_text, an_item

BY = {"origin": "test"}
WHY = "De bel is te hard."


@pytest.fixture
def bell(lotte):
    return an_item("bel", kind="proefversie", title="De bel")


def judged(item, verdict, by, why=WHY, **more):
    give_verdict(item, verdict, why, stand=verdict_stand(item), by=by, **more, **BY)
    db.session.commit()


@pytest.mark.parametrize("address", ["/toolkit", "/toolkit?q=bel", "/toolkit/bel", "/toolkit/bel/v1"])
@pytest.mark.parametrize(
    ("verdict", "says"), [("keep", ("houden",)), ("adapt", ("aanpassen",)), ("stop", ("stoppen",))]
)
def test_who_meets_a_trial_reads_what_a_circle_found(browser, bell, lotte, address, verdict, says):
    judged(bell, Verdict(verdict), lotte)

    page = browser.open(address).lower()

    assert [word for word in ("proefversie", *says) if word not in page] == []


@pytest.mark.parametrize("address", ["/print", "/print?kaart=a5", ".md"])
def test_on_paper_stands_that_it_is_a_trial_and_what_a_circle_found(browser, bell, lotte, address):
    judged(bell, Verdict.STOP, lotte, circle="Leerkring Oost")

    page = browser.client.get(f"/toolkit/bel{address}").text
    assert [said for said in ("Proefversie.", "Oordeel: stoppen", "Leerkring Oost", WHY) if said not in page] == []
    for card in ("a4", "a5"):
        assert browser.client.get(f"/toolkit/bel/{card}.pdf").status_code == 200


@pytest.mark.parametrize("address", ["/print", "/print?kaart=a5", ".md"])
def test_on_paper_a_trial_without_a_verdict_asks_to_tell_how_it_went(browser, bell, address):
    db.session.commit()

    assert "Probeer hem, en vertel hoe het ging." in browser.client.get(f"/toolkit/bel{address}").text


def test_a_pocket_card_stays_one_sheet_whatever_a_circle_wrote(bell, lotte, app):
    judged(bell, Verdict.STOP, lotte, why="De bel is echt te hard. " * 40)
    from_the_page = app.test_client().get("/toolkit/bel/a5.pdf")

    assert from_the_page.status_code == 200


def test_what_a_circle_would_stop_is_offered_nowhere(bell, lotte):
    kept = an_item("bankje", kind="proefversie", title="Het bankje")
    method = an_item("halen")
    judged(kept, Verdict.ADAPT, lotte)
    judged(bell, Verdict.STOP, lotte)

    assert {each.slug for each in newest_offers()} == {kept.slug, method.slug}
    assert {each.slug for each in offers_for_step("starten")} == {kept.slug, method.slug}
    assert {each.slug: each.brief.rpartition("mensen")[2] for each in newest_offers()} == {
        "bankje": ", Proefversie, Oordeel: aanpassen",
        "halen": "",
    }


def test_what_became_a_method_after_the_verdict_is_offered(bell, lotte):
    judged(bell, Verdict.STOP, lotte)
    publish(bell, a_text(title="De bel"), change=Change.REAL, reason="Anders.", by=None, origin="test")

    assert [each.slug for each in newest_offers()] == ["bel"]


def test_which_circle_it_was_is_asked_and_told(browser, bell, lotte):
    db.session.commit()
    told = {"oordeel-verdict": "keep", "oordeel-why": WHY, "oordeel-circle": "Leerkring Oost in mei"}

    browser.sign_in(lotte).submit("/beheer/toolkit/items/bel/oordeel", **told)

    assert "Leerkring Oost in mei" in browser.open("/toolkit/bel")
    assert "Leerkring Oost in mei" in browser.open("/beheer/toolkit/items/bel")


def test_a_withdrawn_trial_does_not_ask_to_try_it(browser, bell, lotte):
    withdraw(db.session.get(Item, bell.id), "Gevaarlijk.", by=lotte, **BY)
    db.session.commit()

    page = browser.open("/toolkit/bel")

    assert ("Gebruik dit niet meer." in page, "Probeer hem" in page) == (True, False)
