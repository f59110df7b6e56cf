"""The neighbourhoods of a GGD, and one page about each to print or to take along."""

from pathlib import Path

from flask import Response, render_template, request, url_for
from flask_babel import get_locale

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel import pdf
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.work import end_reading, slow_first
from lms.programme import policy
from lms.programme.commands.ggd import note_sheet_taken
from lms.programme.models import Neighbourhood
from lms.programme.queries.cards import standings
from lms.programme.queries.dashboard import programme_asked
from lms.programme.queries.ggd import agreements_of, ends_soon, sheet_of
from lms.programme.queries.neighbourhoods import PAGE, neighbourhood_by_slug, neighbourhoods
from lms.programme.queries.steering import next_milestone
from lms.programme.views.again import begin_writing_again
from lms.programme.views.blueprint import bp
from lms.programme.views.sheet_words import sheet_words
from lms.programme.views.tabs import tabs_of
from lms.ui import print_font

TEMPLATE = Path(__file__).parents[1] / "templates" / "programme" / "sheet.typ"


@bp.get("/programma/ggd")
@permit(policy.manages_a_ggd)
def ggd(actor: Actor) -> str:
    """List the neighbourhoods of the own GGD: where they stand, who leads, and until when the agreement holds."""
    found = neighbourhoods(actor, policy.managed_by(actor), after=request.args.get("na", ""))
    shown = found[:PAGE]
    programme = programme_asked()
    return render_template(
        "programme/ggd.html",
        neighbourhoods=shown,
        standings=standings(shown),
        agreements=agreements_of([each.id for each in shown]),
        ends_soon=ends_soon,
        milestone=next_milestone(programme) if programme else None,
        next=url_for(".ggd", na=shown[-1].slug) if len(found) > PAGE else "",
        first=url_for(".ggd") if "na" in request.args else "",
        today=today(),
    )


@bp.get("/wijken/<neighbourhood>/blad")
@permit(policy.can_print_sheet, neighbourhood=neighbourhood_by_slug)
def sheet(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show one page about a neighbourhood, to print."""
    shown = sheet_of(neighbourhood, today())
    context = {"neighbourhood": neighbourhood, "tabs": tabs_of(actor, neighbourhood, "blad"), "today": today()}
    return render_template("programme/sheet.html", sheet=shown, **context)


@bp.post("/wijken/<neighbourhood>/blad/pdf")
@slow_first
@permit(policy.can_print_sheet, neighbourhood=neighbourhood_by_slug)
def sheet_pdf(neighbourhood: Neighbourhood, actor: Person) -> Response:
    """Give the page as a PDF; taking it along is written in the log."""
    words = sheet_words(neighbourhood, sheet_of(neighbourhood, today()), today())
    end_reading()
    told = {"title": words["title"], "language": get_locale().language}
    made = pdf.render(TEMPLATE, words, **told, font=print_font.FAMILY, font_folder=print_font.FOLDER)
    begin_writing_again(neighbourhood, actor, policy.can_print_sheet)
    note_sheet_taken(neighbourhood, by=actor, origin=origin())
    name = f"{neighbourhood.slug}-{today().isoformat()}.pdf"
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})
