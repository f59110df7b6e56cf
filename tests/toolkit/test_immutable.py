"""What was published stays as it was read: the database itself refuses to change or lose a version or its picture."""

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.kernel.migrations import downgrade, upgrade
from lms.kernel.search import SearchEntry
from lms.toolkit.commands.drafts import begin_item, drop_draft
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.publishing import publish
from lms.toolkit.commands.relating import relate
from lms.toolkit.enums import Change, ItemKind, RelationKind
from lms.toolkit.models import Item, ItemPicture, ItemRelation, ItemVersion, PictureText, SavedItem
from lms.toolkit.queries.drafts import working_on
from tests.factories.people import a_person
from tests.factories.toolkit import a_text, an_item

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>'
NO = "never changes"


@pytest.fixture
def item(database):
    return with_picture()


def with_picture(by=None):
    made = an_item("halen", published=False)
    shown = (PictureText(store_picture(made, "kan.svg", SVG), "Een kan."),)
    publish(made, a_text(pictures=shown), change=Change.REAL, reason="Nieuw.", by=by, origin="test")
    db.session.commit()
    return made


def stored():
    return [[tuple(row) for row in db.session.execute(select(table.__table__))] for table in (ItemVersion, ItemPicture)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE toolkit_version SET reason = 'Anders.'",
        "UPDATE toolkit_version SET number = number + 1",
        "DELETE FROM toolkit_version",
        "UPDATE toolkit_picture SET sha256 = ''",
        "UPDATE toolkit_picture SET content = sha256",
        "DELETE FROM toolkit_picture",
        "INSERT INTO toolkit_version SELECT * FROM toolkit_version",
        "INSERT INTO toolkit_picture SELECT * FROM toolkit_picture",
    ],
)
def test_the_database_refuses_to_change_or_lose_what_was_published(item, statement):
    before = stored()
    if "content = sha256" in statement and db.engine.dialect.name == "postgresql":
        statement = "UPDATE toolkit_picture SET content = '\\x00'"

    with pytest.raises(IntegrityError, match=NO), db.session.begin_nested():
        db.session.execute(text(statement))

    assert stored() == before


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO toolkit_version SELECT * FROM toolkit_version",
        "INSERT OR REPLACE INTO toolkit_version SELECT * FROM toolkit_version",
        "INSERT OR REPLACE INTO toolkit_picture SELECT * FROM toolkit_picture",
        "UPDATE OR REPLACE toolkit_version SET number = 1",
    ],
)
def test_replace_is_no_way_round(item, statement):
    """Only SQLite has REPLACE, which passes by the triggers on DELETE."""
    before = stored()

    with pytest.raises(IntegrityError, match=NO), db.session.begin_nested():
        db.session.execute(text(statement))

    assert stored() == before


@pytest.mark.postgresql_only
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE toolkit_version CASCADE",
        "TRUNCATE toolkit_picture",
        "TRUNCATE toolkit_item CASCADE",
        "INSERT INTO toolkit_version SELECT * FROM toolkit_version"
        " ON CONFLICT (item_id, number) DO UPDATE SET reason = 'Anders.'",
        "INSERT INTO toolkit_picture SELECT * FROM toolkit_picture"
        " ON CONFLICT (item_id, file) DO UPDATE SET sha256 = ''",
    ],
)
def test_no_word_of_postgresql_is_a_way_round(item, statement):
    before = stored()

    with pytest.raises(IntegrityError, match=NO), db.session.begin_nested():
        db.session.execute(text(statement))

    assert stored() == before


def test_a_next_version_comes_beside_it(item):
    publish(item, a_text(summary="Anders."), change=Change.REAL, reason="Anders.", by=None, origin="test")
    db.session.commit()

    assert db.session.scalars(select(ItemVersion.number).order_by(ItemVersion.number)).all() == [1, 2]


def test_who_wrote_it_can_be_erased(database):
    lotte = person_by_uid(a_person(Role.EDITOR, name="Lotte Brink").uid)
    with_picture(by=lotte)
    before = stored()

    erase_person(lotte)
    db.session.commit()

    assert stored() == before


def test_what_nobody_published_goes_with_all_that_hangs_on_it(database):
    lotte = person_by_uid(a_person(Role.EDITOR).uid)
    item = begin_item(ItemKind.METHOD, "Toch niet", by=lotte, origin="test")
    store_picture(item, "kan.svg", SVG)
    other = an_item("ander")
    relate(item, RelationKind.FOLLOWS, ["ander"])
    relate(other, RelationKind.COMBINES, [item.slug])
    db.session.add(SavedItem(person_id=lotte.id, item_id=item.id))

    drop_draft(item, stand=working_on(item).stand, by=lotte, origin="test")

    assert db.session.scalars(select(ItemPicture.file)).all() == []
    assert db.session.scalars(select(Item)).all() == [other]
    assert db.session.scalars(select(ItemRelation.item_id)).all() == []


def test_going_down_takes_what_was_published_and_going_up_refuses_again(fresh_app):
    with_picture()

    downgrade("0011_spine_tidying")
    upgrade()
    assert db.session.scalars(select(SearchEntry.kind)).all() == []
    with_picture()

    for table in (ItemVersion, ItemPicture):
        with pytest.raises(IntegrityError, match=NO), db.session.begin_nested():
            db.session.execute(delete(table))
