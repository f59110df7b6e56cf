"""A zip of packages: what is new becomes a draft for a second reader, and nothing is overwritten."""

import io
import re
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.enums import Change, ItemStatus
from lms.toolkit.models import Item, ItemDraft, Prose
from lms.toolkit.queries.history import current_text
from lms.toolkit.sync import archives
from lms.toolkit.sync.archives import packed
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

WHERE = "/beheer/toolkit/pakketten"


@pytest.fixture
def desk(browser):
    the_programme()
    return browser.sign_in(a_person(Role.EDITOR, name="Lotte Brink"))


def a_zip(**files):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def handed(desk, content, expect=200):
    return desk.submit(WHERE, expect=expect, file=(io.BytesIO(content), "pakket.zip")).text


def taken(desk, page):
    carried = re.search(r'name="carried"[^>]*value="([^"]+)"', page)[1]
    return desk.follow(desk.submit(f"{WHERE}/overnemen", carried=carried))


def gone(item):
    """Return an item as a zip, and take it away as if it came from elsewhere."""
    content = packed(item, current_text(item))
    db.session.rollback()
    return content


def test_a_package_is_downloaded_with_its_pictures_and_handed_in_again_changes_nothing(desk):
    an_item("halen")
    db.session.commit()

    answer = desk.client.get("/beheer/toolkit/items/halen/pakket.zip")

    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["toolkit/halen/item.md"]
    page = handed(desk, answer.data)
    assert ("Al hetzelfde" in page, "Neem dit over als concept" in page) == (True, False)


def test_what_is_new_becomes_a_draft_and_nothing_is_on_the_site(desk):
    content = gone(an_item("halen"))

    page = handed(desk, content)
    before = db.session.scalars(select(Item)).all()
    after = taken(desk, page)

    item, draft = db.session.execute(select(Item, ItemDraft).join(ItemDraft, ItemDraft.item_id == Item.id)).one()
    assert (before, item.status, item.number, item.slug) == ([], ItemStatus.DRAFT, 0, "halen")
    assert draft.form_json["goal"] == a_text().goal.markdown
    assert "1 concept staat klaar." in after


def test_a_newer_text_becomes_a_draft_beside_the_published_one(desk):
    item = an_item("halen")
    item.synced_digest = item.digest
    db.session.commit()
    text = a_text(goal=Prose.of("Een nieuwer doel."))
    publish(item, text, change=Change.REAL, reason="Elders.", by=None, origin="test")
    content = gone(item)

    taken(desk, handed(desk, content))

    item, draft = db.session.execute(select(Item, ItemDraft).join(ItemDraft, ItemDraft.item_id == Item.id)).one()
    assert (item.number, draft.form_json["goal"]) == (1, "Een nieuwer doel.")


def test_what_was_changed_here_or_is_written_on_is_a_conflict_and_stays(desk):
    item = an_item("halen")
    db.session.commit()
    publish(item, a_text(summary="Elders."), change=Change.REAL, reason="Elders.", by=None, origin="test")
    content = gone(item)

    page = handed(desk, content)

    assert ("Blijft zoals het is" in page, "Neem dit over als concept" in page) == (True, False)
    assert db.session.scalars(select(ItemDraft)).all() == []


def test_another_item_at_the_same_address_is_a_conflict(desk):
    content = gone(an_item("halen"))
    an_item("halen")
    db.session.commit()

    assert "Blijft zoals het is" in handed(desk, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"geen zip", "Dit is geen zip die we kunnen openen."),
        (a_zip(**{"los.txt": "niets"}), "In dit bestand staat geen item.md."),
        (a_zip(**{"../../weg/item.md": "x", "/etc/item.md": "y"}), "klopt nog iets niet"),
        (a_zip(**{"halen/item.md": "geen kop"}), "toolkit/halen/item.md:1"),
        (b"", "Dit is geen zip"),
    ],
)
def test_what_is_no_package_is_refused_in_a_sentence(desk, content, said):
    response = desk.client.post(WHERE, data={"file": (io.BytesIO(content), "pakket.zip")})

    assert response.status_code in (200, 422)
    assert said in response.text
    assert db.session.scalars(select(Item)).all() == []


def test_a_zip_that_is_too_large_or_unpacks_to_too_much_is_refused(desk, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 10)
    assert "In dit bestand zit te veel." in handed(desk, a_zip(**{"halen/item.md": "x" * 11}), expect=422)
    monkeypatch.setattr(archives, "LARGEST", 10)

    assert "Dit bestand is groter dan" in handed(desk, b"x" * 11, expect=422)


def test_only_editors_hand_in(desk):
    desk.sign_in(a_person(Role.DESIGNER, scope=("organisation", 1)))

    desk.open(WHERE, expect=403)
