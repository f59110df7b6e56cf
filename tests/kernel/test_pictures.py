"""A picture is kept without anything but the picture; what is none is refused."""

import io

import pytest
from PIL import Image

from lms.kernel.pictures import LONGEST_SIDE, THUMBNAIL_BYTES, NoPicture, clean

GPS, MODEL, ORIENTATION = 0x8825, 0x0110, 0x0112


def a_photo(*, size=(400, 200), form="JPEG", **tags) -> io.BytesIO:
    exif = Image.Exif()
    exif[MODEL] = "canary-telefoon"
    exif.get_ifd(GPS)[2] = (52.0, 5.0, 7.0)
    for tag, value in tags.items():
        exif[{"orientation": ORIENTATION}[tag]] = value
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, form, exif=exif)
    out.seek(0)
    return out


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_and_telephone_are_gone(form):
    told = a_photo(form=form)
    assert b"canary-telefoon" in told.getvalue()

    picture = clean(told)

    for kept in (picture.content, picture.thumbnail):
        assert b"canary" not in kept
        with Image.open(io.BytesIO(kept)) as opened:
            assert (opened.format, dict(opened.getexif()), opened.info.get("xmp")) == ("WEBP", {}, None)


def test_a_photo_taken_sideways_stands_upright():
    picture = clean(a_photo(orientation=6))

    assert (picture.width, picture.height) == (200, 400)


def test_a_large_photo_becomes_as_large_as_a_page_needs_and_its_thumbnail_stays_light():
    picture = clean(a_photo(size=(4000, 3000)))

    assert max(picture.width, picture.height) == LONGEST_SIDE
    assert len(picture.thumbnail) <= THUMBNAIL_BYTES


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\xff\xd8\xff\xe0 half a picture"],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(NoPicture):
        clean(io.BytesIO(content))


def test_a_picture_that_would_fill_the_memory_is_refused():
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    out.seek(0)

    with pytest.raises(NoPicture):
        clean(out)


def test_what_hides_behind_a_picture_is_gone():
    told = a_photo()
    told.seek(0, io.SEEK_END)
    told.write(b"<script>kanarie</script>")
    told.seek(0)

    assert b"kanarie" not in clean(told).content
