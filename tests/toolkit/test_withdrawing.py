"""Taking an item from the site and bringing it back, looking after it, and what a circle found."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel import clock, search
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.owners import care_for, mark_reviewed, next_look, remind_of_looks
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import take_back, withdraw
from lms.toolkit.enums import ItemStatus, RelationKind, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.drafts import slugs_related
from lms.toolkit.queries.stands import care_stand, look_stand
from lms.toolkit.queries.writing import digest_of
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

BY = {"origin": "test"}


@pytest.fixture
def lotte(database):
    return person_by_uid(a_person(Role.EDITOR, name="Lotte Brink").uid)


@pytest.fixture
def desk(browser, lotte):
    the_programme()
    return browser.sign_in(lotte)


def found(words):
    return [each.title for each in search.search(words, scopes=("public",), kinds=("toolkit",)).found]


def test_what_is_withdrawn_says_why_and_what_is_better_and_is_found_no_more(lotte):
    item, better = an_item("oud"), an_item("nieuwer", title="Beter")
    before = item.digest

    withdraw(item, "Te lang.", better, by=lotte, **BY)

    assert (item.status, item.withdrawn_why, item.replaced_by_id) == (ItemStatus.WITHDRAWN, "Te lang.", better.id)
    assert item.digest == digest_of(item, a_text()) != before
    assert found("halen") == ["Beter"]


def test_a_refused_withdrawal_says_once_what_may_be_left_out(desk):
    an_item("oud")
    db.session.commit()

    refused = desk.submit(
        "/beheer/toolkit/items/oud/intrekken", 422, **{"weg-why": "", "weg-replaced_by": "/toolkit/nee"}
    )

    label = refused.text.partition('for="weg-replaced_by"')[2].partition("</label>")[0]
    assert label.count("(mag je overslaan)") == 1
    assert refused.text.count("Wat komt ervoor in de plaats?") == 1


def test_who_kept_a_page_hears_when_what_replaces_it_is_withdrawn_too(browser, lotte):
    item, better = an_item("oud"), an_item("nieuwer", title="Beter")
    withdraw(item, "Te lang.", better, by=lotte, **BY)
    db.session.commit()
    first = browser.client.get("/toolkit/oud")
    withdraw(better, "Ook te lang.", by=lotte, **BY)
    db.session.commit()

    again = browser.client.get("/toolkit/oud", headers={"If-None-Match": first.headers["ETag"]})

    assert ("Bekijk: Beter" in first.text, again.status_code, "Bekijk: Beter" in again.text) == (True, 200, False)


def test_taken_back_it_is_as_it_was(lotte):
    item = an_item()
    before = item.digest
    withdraw(item, "Te lang.", by=lotte, **BY)

    take_back(item, by=lotte, **BY)

    assert (item.status, item.withdrawn_at, item.withdrawn_why) == (ItemStatus.PUBLISHED, None, "")
    assert (item.digest, found("halen")) == (before, ["Halen en brengen"])


def test_it_needs_a_reason_and_something_else_that_is_there(lotte):
    item, draft = an_item(), an_item(published=False)

    for why, other in (("", None), ("Te lang.", item), ("Te lang.", draft)):
        with pytest.raises(Refusal):
            withdraw(item, why, other, by=lotte, **BY)
    with pytest.raises(Refusal):
        withdraw(draft, "Te lang.", by=lotte, **BY)
    assert item.status is ItemStatus.PUBLISHED


def test_an_editor_withdraws_and_takes_back_on_the_page(desk):
    an_item("oud"), an_item("nieuwer", title="Beter")
    db.session.commit()
    where = "/beheer/toolkit/items/oud"

    wrong = {"weg-why": "Te lang.", "weg-replaced_by": "/toolkit/bestaat-niet"}
    refused = desk.submit(f"{where}/intrekken", expect=422, **wrong).text
    desk.submit(f"{where}/intrekken", **{**wrong, "weg-replaced_by": "/toolkit/nieuwer"})
    page = desk.open(where)
    desk.submit(f"{where}/terugzetten")

    assert ("Deze pagina is er niet." in refused, "Te lang." in refused) == (True, True)
    assert ("Te lang." in page, 'href="/toolkit/nieuwer"' in page) == (True, True)
    assert db.session.scalars(select(Item.status).where(Item.slug == "oud")).one() is ItemStatus.PUBLISHED


def test_one_tap_says_that_it_still_holds(desk):
    item = an_item("halen")
    item.review_on = today()
    db.session.commit()
    page = desk.open("/beheer/toolkit")
    assert "Kijk na of dit nog klopt" in page

    for _time in range(2):
        desk.submit("/beheer/toolkit/items/halen/nagekeken", stand=re.search(r'name="stand" value="([^"]+)"', page)[1])

    kept = db.session.scalars(select(Item)).one()
    assert (kept.reviewed_on, kept.review_on) == (today(), next_look(today()))
    assert "Kijk na of dit nog klopt" not in desk.open("/beheer/toolkit")
    assert next_look(date(2028, 2, 29)) == date(2029, 2, 28)


def test_an_owner_and_a_day_are_chosen_on_the_page(desk, lotte):
    an_item("halen")
    db.session.commit()
    where, day = "/beheer/toolkit/items/halen", today() + timedelta(days=30)

    desk.submit(f"{where}/zorg", **{"zorg-owner": lotte.uid, "zorg-review_on": day.isoformat()})
    page = desk.submit(f"{where}/zorg", expect=422, **{"zorg-owner": "", "zorg-review_on": "2020-01-01"}).text

    kept = db.session.scalars(select(Item)).one()
    assert (kept.owner_id, kept.review_on) == (lotte.id, day)
    assert "Deze dag is al geweest" in page


def test_an_editor_says_what_belongs_with_an_item(desk):
    first, other = an_item("eerst"), an_item("ander")
    db.session.commit()
    where, told = "/beheer/toolkit/items/eerst/erbij", {"erbij-follows": "/toolkit/ander\r\n", "erbij-combines": ""}
    before = first.digest

    desk.submit(where, **told)
    for wrong in ("/toolkit/eerst", "/toolkit/niets", "/toolkit/ander"):
        desk.submit(where, expect=422, **{**told, "erbij-combines": wrong})

    kept = db.session.scalars(select(Item).where(Item.slug == "eerst")).one()
    assert slugs_related(kept)[RelationKind.FOLLOWS] == [other.slug]
    assert kept.digest != before


def test_the_owner_hears_once_that_the_day_has_come_or_else_the_editors(lotte, monkeypatch):
    owner, later = a_person(Role.EDITOR, name="Mees Kuiper"), today() + timedelta(days=10)
    owned, former, gone = an_item("van-mees"), an_item("van-wie-geen-rol-meer-heeft"), an_item("weg")
    for item in (owned, former, gone):
        item.review_on = later
    former.owner_id = a_person(name="Wim Oud").id
    care_for(owned, owner, later, stand=care_stand(owned), by=lotte, **BY)
    withdraw(gone, "Weg.", by=lotte, **BY)
    early = remind_of_looks()
    then = clock.now() + timedelta(days=11)
    monkeypatch.setattr(clock, "now", lambda: then)

    rounds = remind_of_looks(), remind_of_looks()

    told = db.session.execute(select(Notice.person_id, Notice.url).order_by(Notice.url, Notice.person_id)).all()
    assert (early, *rounds) == (0, 2, 0)
    assert told == [
        (owner.id, "/beheer/toolkit/items/van-mees"),
        (lotte.id, "/beheer/toolkit/items/van-wie-geen-rol-meer-heeft"),
        (owner.id, "/beheer/toolkit/items/van-wie-geen-rol-meer-heeft"),
    ]
    mark_reviewed(owned, stand=look_stand(owned), by=lotte, **BY)
    assert owned.reminded_for != owned.review_on


def test_a_circle_says_what_it_found_of_a_trial_version_and_of_nothing_else(lotte):
    trial, method, draft = an_item(kind="proefversie"), an_item(), an_item(kind="proefversie", published=False)

    give_verdict(trial, Verdict.ADAPT, "De bel is te hard.", stand="", by=lotte, **BY)

    assert (trial.verdict, trial.verdict_why) == (Verdict.ADAPT, "De bel is te hard.")
    for item, why in ((method, "Goed."), (draft, "Goed."), (trial, " ")):
        with pytest.raises(Refusal):
            give_verdict(item, Verdict.KEEP, why, stand="", by=lotte, **BY)


def test_an_editor_writes_a_verdict_down_on_the_page_and_a_designer_does_not(desk):
    an_item("bel", kind="proefversie")
    db.session.commit()
    where = "/beheer/toolkit/items/bel"

    desk.submit(f"{where}/oordeel", **{"oordeel-verdict": "stop", "oordeel-why": "Niemand deed open."})
    page = desk.open(where)
    desk.sign_in(a_person(Role.DESIGNER, scope=("organisation", 1)))

    assert ("Stoppen: het werkt niet" in page, "Niemand deed open." in page) == (True, True)
    theirs = desk.open(where)
    assert ("oordeel-verdict" in theirs, "weg-why" in theirs) == (False, False)
    desk.submit(f"{where}/oordeel", expect=403, **{"oordeel-verdict": "keep", "oordeel-why": "Toch goed."})
    desk.submit(f"{where}/intrekken", expect=403, **{"weg-why": "Weg."})
