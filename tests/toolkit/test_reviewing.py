"""Two people read every text: nobody publishes what they wrote last themselves."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_uid
from lms.content.errors import NotWhole, Overtaken
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import begin_item, save_draft
from lms.toolkit.commands.reviewing import ask_review, publish_draft, send_back
from lms.toolkit.commands.withdrawing import take_back, withdraw
from lms.toolkit.enums import Change, DraftState, ItemKind, ItemStatus
from lms.toolkit.models import Item, ItemDraft, ItemVersion
from lms.toolkit.queries.drafts import working_on
from lms.toolkit.queries.plain_forms import form_of
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

BY = {"origin": "test"}


def known(role=Role.EDITOR, name="Lotte Brink"):
    """Return somebody as a request would know them."""
    return person_by_uid(a_person(role, name=name, scope=("organisation", 1)).uid)


@pytest.fixture
def lotte(database):
    return known()


@pytest.fixture
def joost(database):
    return known(Role.COORDINATOR, "Joost Vermaat")


def a_draft(item, by, **changes):
    """Let somebody write on an item, and return the stand."""
    form = {**form_of(a_text(kind=item.kind.value)), **changes}
    return save_draft(item, form, stand=working_on(item).stand, by=by, **BY).stand


def asked(item, by, reader=None, **changes):
    stand = a_draft(item, by, **(changes or {"goal": "Een beter doel."}))
    ask_review(item, reader, "Het doel is duidelijker.", stand=stand, by=by, **BY)
    return working_on(item).stand


def notices():
    return [(each.cause, each.person_id, each.url) for each in db.session.scalars(select(Notice).order_by(Notice.id))]


def test_a_second_person_publishes_with_the_reason_of_the_change(lotte, joost):
    item = an_item("halen")
    stand = asked(item, lotte, joost)

    version = publish_draft(item, change=Change.REAL, reason="Het doel is beter.", stand=stand, by=joost, **BY)

    assert (version.number, version.by_id, version.reviewed_by_id) == (2, lotte.id, joost.id)
    assert (version.change, version.reason) == (Change.REAL, "Het doel is beter.")
    assert version.text.goal.markdown == "Een beter doel."
    assert db.session.scalars(select(ItemDraft)).all() == []
    assert notices() == [
        ("toolkit_review_asked", joost.id, "/beheer/toolkit/items/halen/nakijken"),
        ("toolkit_published", lotte.id, "/toolkit/halen"),
    ]


def test_who_wrote_last_does_not_publish_whoever_they_are(lotte, joost):
    item = an_item()
    asked(item, lotte)
    a_draft(item, joost, goal="Nog beter.")
    ask_review(item, None, "Nog beter.", stand=working_on(item).stand, by=lotte, **BY)
    stand = working_on(item).stand

    with pytest.raises(Refusal, match="Jij schreef hier het laatst aan"):
        publish_draft(item, change=Change.REAL, reason="Zo.", stand=stand, by=joost, **BY)
    assert publish_draft(item, change=Change.REAL, reason="Zo.", stand=stand, by=lotte, **BY).by_id == joost.id


def test_nobody_publishes_what_nobody_asked_to_read(lotte, joost):
    item = an_item()
    stand = a_draft(item, lotte, goal="Nog niet af.")

    with pytest.raises(Refusal, match="vroeg nog niet"):
        publish_draft(item, change=Change.REAL, reason="Zo.", stand=stand, by=joost, **BY)
    assert item.number == 1


def test_what_changed_since_it_was_read_is_not_published(lotte, joost):
    item = an_item()
    stand = asked(item, lotte)
    a_draft(item, lotte, goal="Anders dan je las.")

    with pytest.raises(Overtaken):
        publish_draft(item, change=Change.REAL, reason="Zo.", stand=stand, by=joost, **BY)
    assert item.number == 1


def test_what_was_withdrawn_meanwhile_comes_back_only_when_an_editor_means_it(lotte, joost):
    item, mira = an_item(kind="proefversie"), known(Role.DESIGNER, "Mira Vos")
    stand = asked(item, lotte)
    withdraw(item, "Gevaarlijk.", by=joost, **BY)

    for reader in (mira, joost):
        with pytest.raises(Refusal, match="Dit is ingetrokken"):
            publish_draft(item, change=Change.TYPO, reason="Zo.", stand=stand, by=reader, **BY)

    assert (item.status, item.withdrawn_why, item.number) == (ItemStatus.WITHDRAWN, "Gevaarlijk.", 1)
    take_back(item, by=joost, **BY)
    assert publish_draft(item, change=Change.TYPO, reason="Zo.", stand=stand, by=mira, **BY).number == 2


def test_the_page_of_the_reader_says_that_it_was_withdrawn_and_keeps_what_was_typed(pages, lotte, joost):
    item = an_item("halen")
    asked(item, lotte, joost)
    withdraw(item, "Gevaarlijk.", by=lotte, **BY)
    db.session.commit()
    where = "/beheer/toolkit/items/halen"
    page = pages.sign_in(joost).open(f"{where}/nakijken")

    told = {"stand": stand_in(page), "change": "typo", "reason": "Een komma."}
    refused = pages.submit(f"{where}/publiceren", expect=422, **told).text

    assert ("Gevaarlijk." in page, "Een redacteur zet het eerst weer op de site." in page) == (True, True)
    assert ("Dit is ingetrokken." in refused, "Een komma.</textarea>" in refused) == (True, True)


def test_nobody_is_asked_to_read_what_is_not_whole(lotte, joost):
    item = an_item()
    stand = a_draft(item, lotte, goal="", minutes_from="veel")

    with pytest.raises(NotWhole) as refused:
        ask_review(item, None, "Klaar.", stand=stand, by=lotte, **BY)

    assert {field for field, _said in refused.value.problems} == {"goal", "minutes_from"}
    assert notices() == []


def test_without_a_second_person_it_says_so(lotte):
    item = an_item()
    stand = a_draft(item, lotte, goal="Af.")

    with pytest.raises(Refusal, match="nog niemand anders"):
        ask_review(item, None, "Klaar.", stand=stand, by=lotte, **BY)


def test_without_a_name_all_who_can_read_are_asked_but_the_writer(lotte, joost):
    third = known(Role.EDITOR, "Mees Kuiper")
    known(Role.DESIGNER, "Mira Vos")
    asked(an_item(), lotte)

    assert {person for _cause, person, _url in notices()} == {joost.id, third.id}


def test_a_reader_sends_it_back_with_an_answer(lotte, joost):
    item = an_item("halen")
    stand = asked(item, lotte, joost)

    send_back(item, "Schrijf korter.", stand=stand, by=joost, **BY)

    draft = working_on(item).draft
    assert (draft.state, draft.answer) == (DraftState.WRITING, "Schrijf korter.")
    assert notices()[-1] == ("toolkit_sent_back", lotte.id, "/beheer/toolkit/items/halen/tekst")


def test_a_trial_version_of_a_designer_needs_the_eyes_of_an_editor(lotte):
    mira, other = known(Role.DESIGNER, "Mira Vos"), known(Role.DESIGNER, "Bram Dekker")
    item = begin_item(ItemKind.TRIAL, "Een bel aan de deur", by=mira, **BY)
    stand = asked(item, mira, title="Een bel aan de deur", goal="Een doel.")

    with pytest.raises(Refusal, match="Een redacteur kijkt mee"):
        publish_draft(item, change=Change.REAL, reason="Eerste uitgave.", stand=stand, by=other, **BY)
    version = publish_draft(item, change=Change.REAL, reason="Eerste uitgave.", stand=stand, by=lotte, **BY)

    assert (version.by_id, item.kind, item.status) == (mira.id, ItemKind.TRIAL, ItemStatus.PUBLISHED)


def test_a_designer_makes_nothing_but_trial_versions(lotte):
    mira = known(Role.DESIGNER, "Mira Vos")
    item = begin_item(ItemKind.TRIAL, "Een bel", by=mira, **BY)

    with pytest.raises(Refusal, match="Kies proefversie"):
        begin_item(ItemKind.METHOD, "Een werkvorm", by=mira, **BY)
    with pytest.raises(Refusal, match="Kies proefversie"):
        a_draft(item, mira, kind="werkvorm")
    a_draft(item, lotte, kind="werkvorm")
    with pytest.raises(Refusal, match="Je mag hier niet meer aan schrijven"):
        a_draft(item, mira, goal="Toch nog.")


@pytest.fixture
def pages(browser, lotte):
    the_programme()
    return browser.sign_in(lotte)


def stand_in(page):
    return re.search(r'name="stand"[^>]*value="([^"]*)"', page)[1]


def test_from_the_form_to_the_site_with_pages(pages, lotte, joost):
    db.session.add(Item(slug="koffie", kind=ItemKind.METHOD, title="Koffie", summary=""))
    db.session.flush()
    item = db.session.scalars(select(Item)).one()
    a_draft(item, lotte)
    db.session.commit()
    where = "/beheer/toolkit/items/koffie"
    page = pages.open(f"{where}/nakijken")

    pages.submit(f"{where}/nakijken", stand=stand_in(page), reason="Eerste uitgave.", reader=joost.uid)
    mine = pages.open(f"{where}/nakijken")
    pages.sign_in(joost)
    theirs = pages.open(f"{where}/nakijken")
    empty = pages.submit(f"{where}/publiceren", expect=422, stand=stand_in(theirs), change="real", reason="").text
    pages.submit(f"{where}/publiceren", stand=stand_in(theirs), change="real", reason="Eerste uitgave.")

    assert ("Publiceer deze tekst" in mine, "Publiceer deze tekst" in theirs) == (False, True)
    assert "Schrijf in één zin wat er anders is." in empty
    version = db.session.scalars(select(ItemVersion)).one()
    assert (version.by_id, version.reviewed_by_id) == (lotte.id, joost.id)
    assert "versie 1" in pages.open(where)


def test_a_phone_number_in_the_text_is_asked_about_before_everybody_reads_it(pages, lotte, joost):
    item = an_item("halen")
    asked(item, lotte, joost, goal="Bel Ria op 06 12 34 56 78.")
    db.session.commit()
    pages.sign_in(joost)
    where = "/beheer/toolkit/items/halen"
    told = {"stand": stand_in(pages.open(f"{where}/nakijken")), "change": "typo", "reason": "Een naam."}

    page = pages.submit(f"{where}/publiceren", expect=422, **told).text
    pages.submit(f"{where}/publiceren", **told, sure="1")

    assert "lijkt een nummer of adres van iemand te staan" in page
    assert db.session.scalars(select(Item.number)).one() == 2


def test_a_reader_gives_it_back_with_pages_and_the_writer_sees_the_answer(pages, lotte, joost):
    item = an_item("halen")
    asked(item, lotte, joost)
    db.session.commit()
    pages.sign_in(joost)
    where = "/beheer/toolkit/items/halen"
    stand = re.search(r'name="terug-stand"[^>]*value="([^"]*)"', pages.open(f"{where}/nakijken"))[1]

    empty = pages.submit(f"{where}/teruggeven", expect=422, **{"terug-stand": stand, "terug-answer": ""}).text
    pages.submit(f"{where}/teruggeven", **{"terug-stand": stand, "terug-answer": "Schrijf korter."})
    pages.sign_in(lotte)

    assert "Schrijf wat er beter kan." in empty
    assert "Schrijf korter." in pages.open(f"{where}/tekst")
    assert "Wie meekeek, schreef iets terug." in pages.open("/beheer/toolkit")


def test_what_is_missing_stands_on_the_page_of_who_asks(pages, lotte):
    item = an_item("halen")
    a_draft(item, lotte, goal="", pitfalls="")
    db.session.commit()
    where = "/beheer/toolkit/items/halen"

    page = pages.open(f"{where}/nakijken")
    answer = pages.submit(f"{where}/nakijken", stand=working_on(item).stand, reason="Klaar.", reader="")

    assert ("Schrijf waarom je dit doet." in page, "Vraag om mee te kijken" in page) == (True, False)
    assert answer.headers["Location"] == f"{where}/tekst?nakijken=1"
