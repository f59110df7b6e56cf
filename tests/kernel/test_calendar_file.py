"""One appointment as a file: what RFC 5545 asks, whatever people write."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.calendar_file import calendar_file

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
writable = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300)


def written(title, text=""):
    return calendar_file(uid="a@kringwijs", starts=NOON, minutes=90, title=title, text=text, made=NOON)


def read(content, key):
    """Unfold and unescape one property, as a calendar does."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    value = next(line.removeprefix(f"{key}:") for line in lines if line.startswith(f"{key}:"))
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)


@given(writable, writable)
def test_words_come_back_as_they_were_written(title, text):
    content = written(title, text)

    assert (read(content, "SUMMARY"), read(content, "DESCRIPTION")) == (title, text)


@given(writable)
def test_no_line_is_longer_than_the_norm(title):
    content = written(title)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_it_begins_and_ends_in_utc():
    content = written("Koffie; thee, of water", "Eén\r\ntwee")

    assert content.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kringwijs//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:a@kringwijs",
        "DTSTAMP:20261202T120000Z",
        "DTSTART:20261202T120000Z",
        "DTEND:20261202T133000Z",
        "SUMMARY:Koffie\\; thee\\, of water",
        "DESCRIPTION:Eén\\ntwee",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
