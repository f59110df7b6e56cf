"""Trial versions at the desk: each with its stand, who looked at it and when, also for the bureau that made it."""

import pytest

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.toolkit.commands.drafts import begin_item, save_draft
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.reviewing import ask_review
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, ItemKind, Verdict
from lms.toolkit.queries.drafts import working_on
from lms.toolkit.queries.trials import Waiting, waiting_for
from lms.ui.formats import day
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

BY = {"origin": "test"}
DESK = "/beheer/toolkit"


@pytest.fixture
def yara(database):
    the_programme()
    return person_by_uid(a_person(Role.DESIGNER, scope=("organisation", 1), name="Yara Blok").uid)


@pytest.fixture
def lotte(database):
    return person_by_uid(a_person(Role.EDITOR, name="Lotte Brink").uid)


def a_trial(slug, by=None, reader=None, **changes):
    item = an_item(slug, kind="proefversie", title=slug.title(), **changes)
    if by is not None:
        text = a_text(kind="proefversie", title=slug.title(), summary="Anders.")
        publish(item, text, change=Change.REAL, reason="Beter.", by=by, reviewed_by=reader, origin="test")
    db.session.commit()
    return item


def judged(item, by, why="De bel is te hard."):
    give_verdict(item, Verdict.ADAPT, why, stand="", by=by, **BY)
    db.session.commit()


def test_a_designer_reads_at_the_desk_how_each_trial_stands(browser, yara, lotte):
    a_trial("pauze", by=yara, reader=lotte)
    judged(a_trial("bankje"), lotte)
    withdraw(a_trial("bordje"), "Gevaarlijk.", by=lotte, **BY)
    db.session.commit()

    page = browser.sign_in(yara).open(DESK)

    for words in ("Wordt geprobeerd", "Er is een oordeel", "Aanpassen: het werkt met een verandering", "Ingetrokken"):
        assert words in page
    assert f"Meegelezen door Lotte Brink, op de site sinds {day(today())}" in page
    assert "geschreven door Yara Blok" in page
    assert page.index("Pauze") < page.index("Bankje")
    assert '<p class="kw-strong">Er is geen concept</p>' not in page
    assert "Er is nu geen concept." in page


def test_the_desk_says_that_trials_are_those_of_every_designer(browser, yara):
    a_trial("van-een-ander", by=person_by_uid(a_person(Role.DESIGNER, scope=("organisation", 2), name="Mira").uid))

    page = browser.sign_in(yara).open(DESK)

    assert "Van alle ontwerpers samen." in page
    assert "geschreven door Mira" in page


def test_without_any_trial_the_desk_says_nothing_of_them(browser, lotte):
    the_programme()
    an_item("werkvorm")
    db.session.commit()

    page = browser.sign_in(lotte).open(DESK)

    assert "Proefversies op de site" not in page
    assert "Er is geen concept" in page


def test_the_page_around_a_trial_shows_its_maker_what_a_circle_found(browser, yara, lotte):
    judged(a_trial("bankje", by=yara, reader=lotte), lotte)
    a_trial("pauze")
    browser.sign_in(yara)

    page = browser.open(f"{DESK}/items/bankje")

    assert "De bel is te hard." in page
    assert "Aanpassen: het werkt met een verandering" in page
    assert "Meegelezen door Lotte Brink" in page
    assert "oordeel-verdict" not in page
    assert "Nog geen kring schreef op wat ze ervan vond." in browser.open(f"{DESK}/items/pauze")


@pytest.mark.parametrize("many", [1, 4])
def test_the_desk_with_trials_costs_the_same_for_one_and_for_many(browser, yara, statements, many):
    for number in range(many):
        a_trial(f"proef-{number}", by=yara)
    browser.sign_in(yara)

    with statements(4):  # the person; drafts, what is due, trials
        browser.open(DESK)


def test_the_start_page_of_a_designer_offers_the_desk_with_what_waits(browser, yara, lotte):
    a_trial("pauze")
    judged(a_trial("bankje"), lotte)
    begin_item(ItemKind.TRIAL, "Nieuw idee", by=yara, **BY)
    db.session.commit()

    page = browser.sign_in(yara).open("/")

    assert 'href="/beheer/toolkit"' in page
    assert "1 concept van jou, 1 proefversie wordt geprobeerd, 1 proefversie heeft een oordeel" in page


def test_the_start_page_says_so_when_nothing_waits_and_nothing_to_who_has_no_desk(browser, yara, lotte):
    assert "Nu wacht er niets." in browser.sign_in(lotte).open("/")
    assert "Schrijven voor de toolkit" not in browser.sign_in(a_person(Role.RESEARCHER)).open("/")


def test_the_draft_of_somebody_who_was_erased_still_waits(yara, lotte):
    joost = person_by_uid(a_person(Role.EDITOR).uid)
    item = a_trial("een")
    working = working_on(item)
    working = save_draft(item, {**working.form, "goal": "Anders."}, stand=working.stand, by=joost, **BY)
    ask_review(item, None, "Reden.", stand=working.stand, by=joost, **BY)
    erase_person(joost)
    db.session.commit()

    assert waiting_for(lotte, today()).to_read == 1


def test_what_waits_for_a_reader_is_what_they_may_publish(yara, lotte):
    mira, _editor = person_by_uid(a_person(Role.DESIGNER, scope=("organisation", 2)).uid), a_person(Role.EDITOR)
    for slug, writer in (("een", mira), ("twee", lotte)):
        item = a_trial(slug)
        working = working_on(item)
        working = save_draft(item, {**working.form, "goal": "Anders."}, stand=working.stand, by=writer, **BY)
        ask_review(item, None, "Reden.", stand=working.stand, by=writer, **BY)

    assert waiting_for(yara, today()) == Waiting(to_read=1, writing=0, due=0, tried=2, judged=0)
    assert waiting_for(lotte, today()).to_read == 1
    assert waiting_for(a_person(), today()) is None
