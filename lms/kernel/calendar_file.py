"""One appointment as a file that every calendar reads (RFC 5545)."""

import re
from datetime import UTC, datetime, timedelta

CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
LONGEST_LINE = 75  # bytes, RFC 5545 section 3.1
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar_file(
    *, uid: str, starts: datetime, minutes: int, title: str, text: str = "", url: str = "", made: datetime
) -> bytes:
    """Return a calendar with one appointment; the same ``uid`` replaces what somebody has. Times are aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kringwijs//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid)}",
        f"DTSTAMP:{_utc(made)}",
        f"DTSTART:{_utc(starts)}",
        f"DTEND:{_utc(starts + timedelta(minutes=minutes))}",
        f"SUMMARY:{_escaped(title)}",
        *([f"DESCRIPTION:{_escaped(text)}"] if text else []),
        *([f"URL:{url}"] if url else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Write a text value (section 3.3.11)."""
    plain = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _folded(line: str) -> bytes:
    """Break a long line before 75 bytes, never inside a letter; the rest begins with a space."""
    pieces, piece = [], b""
    for sign in line:
        letter = sign.encode()
        if len(piece) + len(letter) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += letter
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
