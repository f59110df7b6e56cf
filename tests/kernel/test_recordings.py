"""Recordings are known by what is in them, whatever they are called."""

import pytest

from lms.kernel.recordings import MP4, OGG, WEBM, content_type, fits, kind_of

BOX, TRACK = b"\x00\x00\x00\x20ftyp%s", b"\x00\x00\x00\x2dhdlr\x00\x00\x00\x00\x00\x00\x00\x00%s"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", WEBM),
        (b"OggS\x00\x02", OGG),
        (BOX % b"M4A ", MP4),
        (BOX % b"isom" + TRACK % b"soun", MP4),
        (BOX % b"mp42" + TRACK % b"soun" + TRACK % b"vide", None),
        (BOX % b"isom" + TRACK % b"soun" + TRACK % b"meta", None),
        (BOX % b"isom", None),
        (BOX % b"heic", None),
        (BOX % b"qt  " + TRACK % b"soun", None),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm V_VP9", None),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", None),
        (b"ID3\x04", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_recording_is_known_by_what_is_in_it(head, kind):
    assert kind_of(head) == kind


def test_a_recording_is_served_as_what_it_is():
    assert [content_type(name) for name in ("a.webm", "a.ogg", "a.m4a", "a.exe")] == [
        "audio/webm",
        "audio/ogg",
        "audio/mp4",
        "application/octet-stream",
    ]


@pytest.mark.parametrize(
    ("length", "seconds", "well"),
    [
        (1_900_000, 60, True),
        (250_000, 60, True),
        (1_900_000, None, False),
        (1_900_000, 5, False),
        (900_000, None, True),
    ],
)
def test_a_recording_is_no_longer_than_what_is_said_of_it(length, seconds, well):
    assert fits(length, seconds) is well
