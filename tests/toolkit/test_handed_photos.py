"""Photos that come in a zip are treated as those of a form: only the picture itself is kept, and only of a picture."""

import io
import re
from zipfile import ZipFile

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.enums import Change
from lms.toolkit.models import Item, ItemDraft, ItemPicture
from lms.toolkit.queries.history import current_text
from lms.toolkit.queries.plain_forms import read_form
from lms.toolkit.sync import opening
from lms.toolkit.sync.archives import packed
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit_packages import ITEM, SVG

WHERE = "/beheer/toolkit/pakketten"
PLACE = "Kanarielaan 5"


@pytest.fixture
def desk(browser):
    the_programme()
    return browser.sign_in(a_person(Role.EDITOR, name="Lotte Brink"))


def a_photo(kind="JPEG", place=PLACE):
    image, out = Image.new("RGB", (12, 8), "teal"), io.BytesIO()
    told = image.getexif()
    told[0x010E] = place
    image.save(out, kind, exif=told)
    return out.getvalue()


def a_zip(photo, name="kan.jpg", **more):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("koffie/item.md", ITEM.format(uid="tk-koffie").replace("kan.svg", name))
        archive.writestr(f"koffie/media/{name}", photo)
        for other, content in more.items():
            archive.writestr(f"koffie/media/{other}", content)
    return out.getvalue()


def handed(desk, content):
    return desk.submit(WHERE, expect=200, file=(io.BytesIO(content), "pakket.zip")).text


def taken(desk, content):
    carried = re.search(r'name="carried"[^>]*value="([^"]+)"', handed(desk, content))[1]
    return desk.follow(desk.submit(f"{WHERE}/overnemen", carried=carried))


def kept():
    return db.session.scalars(select(ItemPicture).options(undefer(ItemPicture.content))).all()


def published(slug="koffie"):
    """Put the draft of an item on the site, as its second reader does."""
    item, draft = db.session.execute(select(Item, ItemDraft).join(ItemDraft.item).where(Item.slug == slug)).one()
    publish(item, read_form(draft.form_json).text, change=Change.REAL, reason="Goed.", by=None, origin="test")
    db.session.delete(draft)
    db.session.commit()
    return item


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_a_photo_was_taken_is_gone(desk, kind):
    name = f"kan.{ {'JPEG': 'jpg'}.get(kind, kind.lower()) }"
    photo = a_photo(kind)

    taken(desk, a_zip(photo, name))

    [picture] = kept()
    [shown] = db.session.scalar(select(ItemDraft)).form_json["pictures"]
    assert PLACE.encode() in photo
    assert PLACE.encode() not in picture.content
    assert (picture.content_type, picture.file, shown["file"]) == ("image/webp", shown["file"], picture.file)
    assert desk.client.get(f"/beheer/toolkit/items/koffie/plaatjes/{picture.file}").status_code == 200


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"", a_photo()[:60]])
def test_what_is_no_photo_is_refused_with_its_place(desk, content):
    page = handed(desk, a_zip(content))

    assert "toolkit/koffie/media/kan.jpg:1: Dit is geen foto die we kennen." in page
    assert "Neem dit over als concept" not in page


def test_a_package_that_was_taken_over_is_the_same_when_it_comes_again(desk):
    content = a_zip(a_photo())
    taken(desk, content)
    item = published()

    theirs, ours = handed(desk, content), handed(desk, packed(item, current_text(item)))

    for page in (theirs, ours):
        assert ("Al hetzelfde" in page, "Neem dit over als concept" in page) == (True, False)


def test_pictures_that_no_text_shows_are_left_in_the_zip(desk):
    taken(desk, a_zip(SVG, "kan.svg", **{"los.jpg": b"<script>", "los.svg": SVG.replace("M0", "M1")}))

    assert [each.file[8:] for each in kept()] == ["-kan.svg"]


def test_a_zip_holds_so_many_photos_and_no_more(desk, monkeypatch):
    monkeypatch.setattr(opening, "MOST_PHOTOS", 1)

    answer = desk.client.post(WHERE, data={"file": (io.BytesIO(a_zip(a_photo(), **{"b.jpg": b"x"})), "p.zip")})

    assert answer.status_code == 422
    assert "Er zitten meer dan 1 foto&#39;s in." in answer.text
