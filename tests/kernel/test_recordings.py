"""Recordings are known by their first bytes, whatever they are called."""

import pytest

from lms.kernel.recordings import MP4, OGG, WEBM, content_type, kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", WEBM),
        (b"OggS\x00\x02", OGG),
        (b"\x00\x00\x00\x20ftypisom", MP4),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", None),
        (b"ID3\x04", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_recording_is_known_by_its_first_bytes(head, kind):
    assert kind_of(head) == kind


def test_a_recording_is_served_as_what_it_is():
    assert [content_type(name) for name in ("a.webm", "a.ogg", "a.m4a", "a.exe")] == [
        "audio/webm",
        "audio/ogg",
        "audio/mp4",
        "application/octet-stream",
    ]
