"""PDF for everybody: tagged (PDF/UA-1), with a title and a language, made by Typst from a template of ours.

A template is Typst code that reads ``data``, which arrives as JSON, so what people typed is text and never code. What
Typst merely warns of (a missing font, a sign the font lacks) is an error here. Making one takes some
twenty milliseconds and no transaction: end the reading first.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from lms.kernel import clock

PRELUDE = """\
#let data = json(bytes(sys.inputs.data))
#set document(title: sys.inputs.title)
#set text(lang: sys.inputs.language, region: if sys.inputs.language == "nl" { "NL" } else { none })
"""
FONT_SETTING = "#set text(font: sys.inputs.font)\n"


class PdfProblem(Exception):
    """The template cannot become an accessible PDF; the message says what Typst said."""


def render(
    template: str | Path,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "nl",
    font: str | None = None,
    font_folder: Path | None = None,
) -> bytes:
    """Return the PDF of a template (Typst text, or a file whose pictures stand beside it) filled with ``data``.

    ``font`` names a family in ``font_folder`` (TTF or OTF; Typst cannot read WOFF2). Fonts of the machine are not used,
    so that a PDF looks the same everywhere.
    """
    body = template if isinstance(template, str) else template.read_text()
    source = PRELUDE + (FONT_SETTING if font else "") + body
    root: Any = None if isinstance(template, str) else template.parent  # its stub wants the type of the source
    inputs = {"data": json.dumps(data), "title": title, "language": language} | ({"font": font} if font else {})
    try:
        made, warnings = typst.compile_with_warnings(
            source.encode(),
            root=root,
            font_paths=_fonts(font_folder),
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=clock.now().replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PdfProblem(error.diagnostic or error.message) from error
    if warnings:
        raise PdfProblem("\n".join(warning.message for warning in warnings))
    return made


@lru_cache(maxsize=4)
def _fonts(folder: Path | None) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])
