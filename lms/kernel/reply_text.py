"""What somebody wrote in an answer by mail: without what they quoted, and without their signature.

Line by line, in one pass: nothing here looks back, so that no mail costs more than its length. Our own mails begin with
a line to write above (:func:`is_mark`); mail programs put their own line before what they quote, in Dutch or English.
Decision 0027 says why this is no library.
"""

import re
from collections.abc import Sequence

LONGEST = 100_000
#: What our mails begin with, in each language: everything from there on is ours.
MARKS = ("--- Antwoord boven deze regel ---", "--- Write above this line ---")
_BARE_MARKS = tuple(re.sub(r"[\W_]+", " ", mark).strip().casefold() for mark in MARKS)
_WROTE = re.compile(r"\b(schreef|geschreven|wrote)\b.*:\s*$", re.IGNORECASE)
_WHEN = re.compile(r"\b\d{4}\b|\d{1,2}[:.]\d{2}\b|@")
_FROM = re.compile(r"(van|from|afzender):\s*\S", re.IGNORECASE)
_HEADER = re.compile(r"(verzonden|sent|datum|date|aan|to|onderwerp|subject|cc):", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"_{20,}|-{2,}\s*(oorspronkelijk|origineel|doorgestuurd|original|forwarded)[^-]{0,30}-{2,}", re.IGNORECASE
)
_PHONE = re.compile(
    r"(verstuurd|verzonden|sent) (vanaf|vanuit|via|met|from|with) .{1,60}|(outlook voor|get outlook for) .{1,60}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(met )?(vriendelijke|hartelijke|warme|beste|goede|kind|best|warm) (groet|groeten|groetjes|regards)\b.{0,40}"
    r"|(hartelijke )?(groet|groeten|groetjes|mvg|regards|gr)\b[.,!]?.{0,30}",
    re.IGNORECASE,
)
#: A closing with so many lines under it is a signature; with more it was part of the text.
LINES_OF_A_SIGNATURE = 12
LONGEST_SIGNATURE_LINE = 90


def written_above(text: str) -> str:
    """Return what somebody wrote themselves; nothing when they only quoted."""
    plain = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = [line.rstrip() for line in plain.split("\n")]
    end = next((at for at in range(len(lines)) if _ends_here(lines, at)), len(lines))
    own = [line for line in lines[:end] if not line.lstrip().startswith(">") and not _PHONE.fullmatch(line.strip())]
    return "\n".join(_without_closing(own)).strip()


def is_mark(line: str) -> bool:
    """Say whether this is the line to write above, also when a mail program put signs around it."""
    return re.sub(r"[\W_]+", " ", line[:120]).strip().casefold() in _BARE_MARKS


def _ends_here(lines: Sequence[str], at: int) -> bool:
    line = _bare(lines[at])
    if lines[at] in {"--", "—"} or is_mark(line) or _SEPARATOR.match(line):
        return True
    if line[:3].casefold() in {"op ", "on "}:
        said = ""
        for each in lines[at : at + 3]:
            said = f"{said} {_bare(each)}"[:600]
            if _WROTE.search(said) and _WHEN.search(said):
                return True
        return False
    if _FROM.match(line):
        return sum(bool(_HEADER.match(_bare(each))) for each in lines[at + 1 : at + 6]) >= 2
    return False


def _bare(line: str) -> str:
    """Return a line without the signs that mark quotes and bold."""
    return line[:400].lstrip("> *\t").rstrip("* ")


def _without_closing(lines: list[str]) -> list[str]:
    """Leave out a closing and what stands under it, when it looks like a signature and is not all there is."""
    for at in range(max(1, len(lines) - LINES_OF_A_SIGNATURE), len(lines)):
        under = lines[at + 1 :]
        short = all(len(each) <= LONGEST_SIGNATURE_LINE for each in under)
        if short and _CLOSING.fullmatch(lines[at].strip()) and any(each.strip() for each in lines[:at]):
            return lines[:at]
    return lines
