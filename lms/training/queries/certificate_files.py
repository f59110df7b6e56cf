"""Certificates as accessible PDF, with a code that leads to the check page."""

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from lms.kernel.pdf import PdfProblem, render
from lms.toolkit.queries.typesetting import UNSETTABLE
from lms.training.queries.papers import LANGUAGE, Paper
from lms.ui import print_font

FOLDER = Path(__file__).parents[1] / "templates" / "training"


def qr_of(address: str) -> segno.QRCode:
    """Return the code that leads from paper to an address."""
    return segno.make(address, error="m", micro=False)


def certificate_pdf(paper: Paper, check_address: str) -> bytes:
    """Return a certificate as PDF; runs while no transaction is open."""
    qr = BytesIO()
    qr_of(check_address).save(qr, kind="svg", border=0, xmldecl=False, dark="#000", light=None)
    data = {**asdict(paper), "qr": qr.getvalue().decode()}
    return set_in_type("certificate.typ", data, f"{paper.kind}: {paper.title}")


def set_in_type(template: str, data: dict[str, Any], title: str) -> bytes:
    """Return a PDF of a template of ours; signs that no letter can set are left out rather than that nothing comes."""
    try:
        return _set(template, data, title)
    except PdfProblem:
        return _set(template, settable(data), settable(title))


def settable(value: Any) -> Any:
    """Return data without signs that cannot be set; what then says nothing gets a box, so that it is missed."""
    if isinstance(value, str):
        left = UNSETTABLE.sub("", value)
        return left if left.strip() or not value.strip() else "□"
    if isinstance(value, dict):
        return {key: settable(each) for key, each in value.items()}
    return [settable(each) for each in value] if isinstance(value, list | tuple) else value


def _set(template: str, data: dict[str, Any], title: str) -> bytes:
    path = FOLDER / template
    return render(path, data, title=title, language=LANGUAGE, font=print_font.FAMILY, font_folder=print_font.FOLDER)
