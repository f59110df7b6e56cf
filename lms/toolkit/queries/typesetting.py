"""Cards of an item as accessible PDF: the A4 with everything, and the A5 for a pocket that is always one sheet."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import segno

from lms.kernel.pdf import PdfProblem, render
from lms.toolkit.models import PictureText
from lms.toolkit.queries.pieces import blocks_of
from lms.toolkit.queries.prints import LANGUAGE, PaperStep, Part, Sheet, item_address, shortened, words_of
from lms.ui import print_font

FOLDER = Path(__file__).parents[1] / "templates" / "toolkit"
TOO_LONG = "more pages than asked"
LONG = 1400  # letters of a part or a step that may be cut by the end of a page
FORMATS = {".svg": "svg", ".png": "png", ".jpg": "jpg", ".webp": "webp"}
SVG_FONT = re.compile(r"""font-family=("[^"]*"|'[^']*')""")
#: What the letter of the site and those that come with Typst can set: letters of Europe, and signs people write with.
UNSETTABLE = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff]"
)
ONE_LINE = 20  # letters of a fact that stay together; a longer one gets room for two lines
NAMES = ("title", "summary", "about", "brief", "mark", "mark_why", "footer", "address", "more", "invitation")


@dataclass(frozen=True)
class Fit:
    """One way to set a card: letters of this size (points), on at most so many pages (0: no bound), of this sheet.

    ``picture`` is how many millimetres high a picture may be; ``picture_last`` sets it below the steps, where a column
    that breaks between two of them has room left. ``cut`` lets a column break within a step too.
    """

    size: float
    most: int
    sheet: Callable[[Sheet], Sheet] = lambda sheet: sheet
    picture: int = 32
    picture_last: bool = False
    cut: bool = False


CARDS = {
    "a4": (  # one page in letters no smaller than the small ones of the design, or two when that is too little
        *(Fit(size, 1) for size in (10.6, 10.2, 9.8)),
        *(Fit(9.8, 1, picture=height, picture_last=last) for last in (False, True) for height in (24, 16)),
        Fit(9.8, 1, picture=16, cut=True),
        *(Fit(size, 2) for size in (10.6, 9.8)),
        Fit(9.8, 0),
    ),
    "a5": (
        *(Fit(size, 1) for size in (16, 15, 14, 13, 12)),
        *(Fit(size, 2) for size in (13, 12, 11, 10, 9)),
        Fit(9, 2, shortened),
    ),
}


def pdf_of(sheet: Sheet, card: str, pictures: Mapping[str, bytes]) -> bytes:
    """Return a card of a sheet as PDF; runs while no transaction is open.

    What no font can set, or no program can draw, is left out rather than that nobody gets a card.
    """
    try:
        return _fitted(sheet, card, pictures, _as_it_is)
    except PdfProblem:
        return _fitted(sheet, card, {}, _settable)


@cache
def look() -> str:
    """Return a digest of everything a card is set with."""
    digest = sha256()
    for path in (*sorted(FOLDER.glob("*.typ")), *sorted(print_font.FOLDER.glob("*.ttf"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def qr_of(slug: str) -> segno.QRCode:
    """Return the code that leads from paper to the page of an item."""
    return segno.make(item_address(slug), error="m", micro=False)


def _fitted(sheet: Sheet, card: str, pictures: Mapping[str, bytes], told: Callable[[Any], Any]) -> bytes:
    """Set a card as large as its paper lets; the last way is taken whatever becomes of it."""
    *tries, last = CARDS[card]
    for fit in tries:
        try:
            return _set(sheet, card, pictures, fit, told)
        except PdfProblem as problem:
            if TOO_LONG not in str(problem):
                raise
    return _set(sheet, card, pictures, last, told)


def _set(sheet: Sheet, card: str, pictures: Mapping[str, bytes], fit: Fit, told: Callable[[Any], Any]) -> bytes:
    way = {name: getattr(fit, name) for name in ("size", "most", "picture", "picture_last", "cut")}
    data = told(_data(fit.sheet(sheet), pictures)) | way
    return render(
        FOLDER / f"print_{card}.typ",
        data,
        title=told(sheet.title),
        language=LANGUAGE,
        font=print_font.FAMILY,
        font_folder=print_font.FOLDER,
    )


def _data(sheet: Sheet, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    qr = BytesIO()
    qr_of(sheet.slug).save(qr, kind="svg", border=0, xmldecl=False, dark="#000", light=None)
    return {
        **{name: getattr(sheet, name) for name in NAMES},
        "facts": [(label, value, _width(label, value)) for label, value in sheet.facts],
        "why": [_part(each) for each in sheet.why],
        "before": [_part(each) for each in sheet.before],
        "steps": [_step(each) for each in sheet.steps],
        "after": [_part(each) for each in sheet.after],
        "about_card": [list(told) for told in sheet.colophon],
        "pictures": list(_pictures(sheet.pictures, pictures)),
        "qr": qr.getvalue().decode(),
        "words": {**words_of(sheet), "too_long": TOO_LONG},
    }


def _width(label: str, value: str) -> float:
    """Return the share of the row that a fact asks, so that no column is four lines high beside empty ones."""
    return max(len(label) * 0.8, len(value) if len(value) <= ONE_LINE else len(value) / 2 + 9)


def _part(part: Part) -> dict[str, Any]:
    blocks = blocks_of(part.prose.html)
    return {"heading": part.heading, "blocks": blocks, "long": len(part.prose.markdown) > LONG}


def _step(step: PaperStep) -> dict[str, Any]:
    told = {name: getattr(step, name) for name in ("title", "time", "saying", "done_when", "note", "online")}
    letters = sum(map(len, (step.doing.markdown, step.note, step.online, step.done_when, *step.saying)))
    return {**told, "number": str(step.number), "blocks": blocks_of(step.doing.html), "long": letters > LONG}


def _pictures(told: Iterable[PictureText], contents: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """Give the pictures that are there; a drawing gets the letter of the site for its words."""
    for each in told:
        form, content = FORMATS.get(PurePosixPath(each.file).suffix), contents.get(each.file)
        if form and content:
            drawn = SVG_FONT.sub(f'font-family="{print_font.FAMILY}"', content.decode()) if form == "svg" else None
            yield {"content": drawn or list(content), "format": form, "alt": each.alt, "caption": each.caption}


def _settable(value: Any) -> Any:
    """Return data without signs that cannot be set; what then says nothing gets a box, so that it is missed."""
    if isinstance(value, str):
        left = UNSETTABLE.sub("", value)
        return left if left.strip() or not value.strip() else "□"
    if isinstance(value, Mapping):
        return {key: _settable(each) for key, each in value.items()}
    return [_settable(each) for each in value] if isinstance(value, list | tuple) else value


def _as_it_is(value: Any) -> Any:
    return value
