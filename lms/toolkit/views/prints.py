"""An item on paper: the page to print, both cards as PDF, and its text as Markdown."""

from flask import Response as FlaskResponse
from flask import render_template, request
from werkzeug import Response

from lms.kernel.permit import anyone, permit
from lms.kernel.work import end_reading
from lms.toolkit.queries.prints import Sheet, picture_contents, pocket_sheet, sheet_by_slug, words_of
from lms.toolkit.queries.readable import readable
from lms.toolkit.queries.typesetting import look, pdf_of, qr_of
from lms.toolkit.views.blueprint import bp
from lms.ui.validator import unless_unchanged

POCKET = "a5"
CURRENT = {"number": None}


@bp.get("/toolkit/<slug>/print", defaults=CURRENT)
@bp.get("/toolkit/<slug>/v<int:number>/print")
@permit(anyone, sheet=(sheet_by_slug, "slug", "number"))
def print_item(sheet: Sheet) -> Response:
    """Show a card as it is printed: the A4, or with ?kaart=a5 the one for a pocket."""
    pocket = request.args.get("kaart") == POCKET
    return unless_unchanged(lambda: _page(sheet, pocket=pocket), sheet)


@bp.get("/toolkit/<slug>/<any(a4, a5):card>.pdf", defaults=CURRENT)
@bp.get("/toolkit/<slug>/v<int:number>/<any(a4, a5):card>.pdf")
@permit(anyone, sheet=(sheet_by_slug, "slug", "number"))
def item_pdf(sheet: Sheet, card: str) -> Response:
    """Give a card as an accessible PDF."""
    return unless_unchanged(lambda: _pdf(sheet, card), sheet, look())


@bp.get("/toolkit/<slug>.md", defaults=CURRENT)
@bp.get("/toolkit/<slug>/v<int:number>.md")
@permit(anyone, sheet=(sheet_by_slug, "slug", "number"))
def item_markdown(sheet: Sheet) -> Response:
    """Give what stands on a card as a text to read and to change; a package is at the desk."""
    text = readable(sheet)
    return unless_unchanged(lambda: _file(text, f"{sheet.slug}.md", "text/markdown"), text)


def _page(sheet: Sheet, *, pocket: bool) -> str:
    drawn = qr_of(sheet.slug).svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    context = {"qr": drawn, "words": words_of(sheet)}
    if pocket:
        card, size = pocket_sheet(sheet)
        return render_template("toolkit/print_a5.html", sheet=card, size=size, **context)
    return render_template("toolkit/print_a4.html", sheet=sheet, **context)


def _pdf(sheet: Sheet, card: str) -> Response:
    pictures = {} if card == POCKET else picture_contents(sheet)
    end_reading()
    return _file(pdf_of(sheet, card, pictures), f"{sheet.slug}-{card}.pdf", "application/pdf")


def _file(content: bytes | str, name: str, mimetype: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return FlaskResponse(content, mimetype=mimetype, headers=named)
