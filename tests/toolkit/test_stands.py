"""Round the text of an item nobody saves over what they did not see: what is there and what was typed both show."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.content.errors import Overtaken
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import save_draft
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.relating import say_what_belongs
from lms.toolkit.commands.reviewing import ask_review, publish_draft
from lms.toolkit.enums import Change, DraftState, RelationKind, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.drafts import slugs_related, working_on
from lms.toolkit.queries.plain_forms import form_of
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

BY, TIMES = {"origin": "test"}, 4
WHERE = "/beheer/toolkit/items/bel"


def known(role=Role.EDITOR, name="Lotte Brink"):
    return person_by_uid(a_person(role, name=name, scope=("organisation", 1)).uid)


@pytest.fixture
def desk(browser):
    the_programme()
    an_item("bel", kind="proefversie"), an_item("eerst"), an_item("ander")
    db.session.commit()
    return browser.sign_in(known())


def stand_in(page, name):
    return re.search(rf'name="{name}-stand"[^>]*value="([^"]*)"', page)[1]


def the_item(slug="bel"):
    db.session.expire_all()
    return db.session.scalars(select(Item).where(Item.slug == slug)).one()


def relations(**told):
    return {f"erbij-{kind.value}": told.get(kind.value, "") for kind in RelationKind}


def test_a_verdict_that_was_not_seen_is_not_written_over(desk):
    desk.submit(f"{WHERE}/oordeel", **{"oordeel-verdict": "stop", "oordeel-why": "Gevaarlijk."})
    mine = {"oordeel-verdict": "keep", "oordeel-why": "Goed."}

    refused = desk.submit(f"{WHERE}/oordeel", 409, **mine, **{"oordeel-stand": ""}).text

    assert the_item().verdict is Verdict.STOP
    assert ("Lees dat eerst." in refused, "Goed.</textarea>" in refused) == (True, True)
    assert refused.count("Gevaarlijk.") == 2
    desk.submit(f"{WHERE}/oordeel", **mine, **{"oordeel-stand": stand_in(refused, "oordeel")})
    assert (the_item().verdict, the_item().verdict_why) == (Verdict.KEEP, "Goed.")


def test_who_cares_that_was_not_seen_is_not_written_over(desk):
    owner, day, other = known(name="Mees Kuiper"), today() + timedelta(days=30), today() + timedelta(days=60)
    desk.submit(f"{WHERE}/zorg", **{"zorg-owner": owner.uid, "zorg-review_on": day.isoformat()})
    mine = {"zorg-owner": "", "zorg-review_on": other.isoformat()}

    refused = desk.submit(f"{WHERE}/zorg", 409, **mine, **{"zorg-stand": ""}).text

    assert (the_item().owner_id, the_item().review_on) == (owner.id, day)
    assert ("Kijk eerst wat er nu staat." in refused, "<p>Mees Kuiper, " in refused) == (True, True)
    assert f'value="{other.isoformat()}"' in refused
    desk.submit(f"{WHERE}/zorg", **mine, **{"zorg-stand": stand_in(refused, "zorg")})
    assert (the_item().owner_id, the_item().review_on) == (None, other)


def test_relations_that_were_not_seen_are_not_written_over(desk):
    desk.submit(f"{WHERE}/erbij", **relations(follows="/toolkit/eerst"))
    mine = relations(combines="/toolkit/ander")

    refused = desk.submit(f"{WHERE}/erbij", 409, **mine, **{"erbij-stand": ""}).text

    assert slugs_related(the_item())[RelationKind.FOLLOWS] == ["eerst"]
    assert ("Kijk eerst wat er nu staat." in refused, 'href="/toolkit/eerst"' in refused) == (True, True)
    assert "/toolkit/ander</textarea>" in refused
    desk.submit(f"{WHERE}/erbij", **mine, **{"erbij-stand": stand_in(refused, "erbij")})
    assert slugs_related(the_item()) == {**dict.fromkeys(RelationKind, []), RelationKind.COMBINES: ["ander"]}


@pytest.mark.parametrize("changed", ["text", "day"])
def test_who_looked_at_another_text_or_day_is_told_so_and_nothing_is_marked(desk, changed):
    stand = re.search(r'name="stand" value="([^"]+)"', desk.open(WHERE))[1]
    item, later = the_item(), today() + timedelta(days=9)
    if changed == "text":
        publish(item, a_text(kind="proefversie"), change=Change.REAL, reason="Anders.", by=None, origin="test")
    else:
        item.review_on = later
    db.session.commit()

    refused = desk.follow(desk.submit(f"{WHERE}/nagekeken", stand=stand))

    assert "De tekst of de dag is intussen veranderd." in refused
    assert (the_item().reviewed_on, the_item().review_on) == (None, None if changed == "text" else later)


def test_saying_the_same_twice_is_saying_it_once(desk):
    for where, told in (
        ("oordeel", {"oordeel-verdict": "stop", "oordeel-why": "Gevaarlijk."}),
        ("zorg", {"zorg-owner": "", "zorg-review_on": (today() + timedelta(days=3)).isoformat()}),
        ("erbij", relations(follows="/toolkit/eerst")),
    ):
        for _time in range(2):
            desk.submit(f"{WHERE}/{where}", **told)

    assert slugs_related(the_item())[RelationKind.FOLLOWS] == ["eerst"]


def posted(app, editors, *sent):
    """Post at the same time, each by somebody else; return the answers in order."""
    desks = [Browser(app).sign_in(each) for each in editors]
    db.session.remove()
    with ThreadPoolExecutor(len(sent)) as pool:
        work = [
            pool.submit(desk.client.post, *args, data=data) for desk, (*args, data) in zip(desks, sent, strict=True)
        ]
        return [each.result().status_code for each in work]


@pytest.mark.races
def test_of_what_editors_say_at_once_one_is_kept_and_the_others_are_told(app, database):
    the_programme()
    an_item("bel", kind="proefversie"), [an_item(f"ander-{number}") for number in range(TIMES)]
    db.session.commit()
    editors = [known(name=f"Redacteur {number}") for number in range(TIMES)]
    days = [(today() + timedelta(days=number + 1)).isoformat() for number in range(TIMES)]

    for where, sent in (
        ("erbij", [relations(follows=f"/toolkit/ander-{number}") for number in range(TIMES)]),
        ("zorg", [{"zorg-owner": "", "zorg-review_on": day} for day in days]),
        ("oordeel", [{"oordeel-verdict": "stop", "oordeel-why": f"Om {number}."} for number in range(TIMES)]),
    ):
        answers = posted(app, editors, *((f"{WHERE}/{where}", told) for told in sent))
        assert sorted(answers) == [303, *[409] * (TIMES - 1)]
    assert len(slugs_related(the_item())[RelationKind.FOLLOWS]) == 1


@pytest.mark.races
def test_items_that_name_each_other_at_once_do_not_wait_for_each_other(app, database):
    the_programme()
    slugs = ["heen", "weer"]
    [an_item(slug) for slug in slugs]
    db.session.commit()
    editors = [known(name=f"Redacteur {slug}") for slug in slugs]

    told = [relations(combines=f"/toolkit/{other}") for other in reversed(slugs)]
    sent = [(f"/beheer/toolkit/items/{slug}/erbij", each) for slug, each in zip(slugs, told, strict=True)]
    assert posted(app, editors, *sent) == [303, 303]
    assert [slugs_related(the_item(slug))[RelationKind.COMBINES] for slug in slugs] == [["weer"], ["heen"]]


def test_a_designer_says_nothing_of_what_readers_see(browser, database):
    the_programme()
    an_item("methode"), an_item("bel", kind="proefversie"), an_item("nog-niet", kind="proefversie", published=False)
    db.session.commit()
    mira = known(Role.DESIGNER, "Mira Vos")
    browser.sign_in(mira)
    told = relations(alternative="/toolkit/methode")

    browser.submit(f"{WHERE}/erbij", 403, **told)
    assert "Zeg wat erbij hoort" not in browser.open(WHERE)
    assert "Zeg wat erbij hoort" in browser.open("/beheer/toolkit/items/nog-niet")
    browser.submit("/beheer/toolkit/items/nog-niet/erbij", **told)

    assert "In plaats hiervan" not in browser.open("/toolkit/methode")
    assert slugs_related(the_item("nog-niet"))[RelationKind.ALTERNATIVE] == ["methode"]


def test_the_right_to_relate_is_asked_again_when_the_item_was_published_meanwhile(database):
    mira, item = known(Role.DESIGNER, "Mira Vos"), an_item("bel", kind="proefversie")
    an_item("methode")
    told = {**dict.fromkeys(RelationKind, []), RelationKind.ALTERNATIVE: ["methode"]}

    with pytest.raises(Refusal, match="zegt een redacteur"):
        say_what_belongs(item, told, stand="", by=mira, **BY)


def test_what_belongs_with_a_first_version_is_read_along_and_read_anew_when_it_changes(browser, database):
    the_programme()
    mira, lotte = known(Role.DESIGNER, "Mira Vos"), known()
    item = an_item("bel", kind="proefversie", published=False)
    an_item("methode")
    text = form_of(a_text(kind="proefversie"))
    stand = save_draft(item, text, stand=working_on(item).stand, by=mira, **BY).stand
    ask_review(item, None, "Eerste uitgave.", stand=stand, by=mira, **BY)
    read = working_on(item).stand
    told = {**dict.fromkeys(RelationKind, []), RelationKind.ALTERNATIVE: ["methode"]}

    say_what_belongs(item, told, stand="", by=mira, **BY)

    with pytest.raises(Overtaken):
        publish_draft(item, change=Change.REAL, reason="Eerste uitgave.", stand=read, by=lotte, **BY)
    assert working_on(item).draft.state is DraftState.WRITING
    ask_review(item, None, "Eerste uitgave.", stand=working_on(item).stand, by=mira, **BY)
    db.session.commit()
    page = browser.sign_in(lotte).open(f"{WHERE}/nakijken")
    assert re.search(r'In plaats hiervan: <a class="nl-link" lang="nl" href="/toolkit/methode">', page)
