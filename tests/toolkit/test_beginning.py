"""Beginning something new: a title of its own, and who sees it."""

from sqlalchemy import select

from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.toolkit.commands.drafts import begin_item
from lms.toolkit.enums import ItemKind
from lms.toolkit.models import Item

BY = {"origin": "test"}


def test_a_second_item_with_the_same_title_is_refused_at_the_title(desk):
    for title in ("Koffie op de stoep", "Nieuw"):
        desk.submit("/beheer/toolkit/nieuw", title=title, kind="werkvorm")

    pages = [
        desk.submit("/beheer/toolkit/nieuw", expect=422, title=title, kind="proefversie").text
        for title in ("koffie op de stoep!", "Nieuw")
    ]

    assert all("Er is al iets met deze titel" in page for page in pages)
    assert set(db.session.scalars(select(Item.slug))) == {"koffie-op-de-stoep", "nieuw-2"}


def test_another_title_with_the_same_beginning_gets_its_own_address(editor):
    begin_item(ItemKind.METHOD, "Koffie", by=person_by_uid(editor.uid), **BY)

    assert begin_item(ItemKind.METHOD, "Koffie thuis", by=person_by_uid(editor.uid), **BY).slug == "koffie-thuis"


def test_who_begins_something_hears_who_sees_it(desk):
    page = desk.open("/beheer/toolkit/nieuw")

    assert "Redacteuren zien het meteen en kunnen meeschrijven" in page
    assert "Niemand anders ziet het" not in page
