"""Eén A4 voor de wethouder: picking, reading, printing, and the PDF."""

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel import audit, pictures
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import afterwards, end_reading, slow_first
from lms.programme import policy
from lms.programme.commands.one_page import keep_one_page, pdf_of, photo_alt
from lms.programme.forms.one_page import OnePageForm
from lms.programme.models import Moment, Neighbourhood, OnePage
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.one_page import (
    Sheet,
    ToPick,
    is_there,
    one_page,
    one_pages,
    photo_on_page,
    sheet_of,
    to_pick,
)
from lms.programme.views.again import begin_writing_again, look_again
from lms.programme.views.blueprint import bp
from lms.programme.views.moment_files import stored_file
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal

PAGE = (one_page, "slug", "uid")


def may_open(actor: Actor, page: OnePage) -> bool:
    """Return :func:`policy.can_open_one_page` for the neighbourhood of a page."""
    return policy.can_open_one_page(actor, page.neighbourhood)


def may_open_photo(actor: Actor, found: tuple[OnePage, Moment]) -> bool:
    """Who may open a page sees the photos on it, also who may not read the moments themselves."""
    return may_open(actor, found[0])


@bp.get("/wijken/<slug>/wethouder")
@permit(policy.can_open_one_page, neighbourhood=(neighbourhood_by_slug, "slug"))
def alderman(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show the pages that were made, and to who leads the form for a new one."""
    form = None
    if policy.can_lead(actor, neighbourhood):
        form = OnePageForm.picking(neighbourhood, to_pick(neighbourhood, actor))
    return _picking(neighbourhood, actor, form)


@bp.post("/wijken/<slug>/wethouder")
@slow_first
@permit(policy.can_lead, neighbourhood=(neighbourhood_by_slug, "slug"))
def make_one_page(neighbourhood: Neighbourhood, actor: Person) -> Response | tuple[str, int]:
    """Keep a page when it fits on one A4; otherwise say what to leave out."""
    there = to_pick(neighbourhood, actor)
    form = OnePageForm.picking(neighbourhood, there)
    if form.validate_on_submit():
        try:
            page = _made(neighbourhood, form, there, actor)
            return redirect(url_for(".show_one_page", slug=neighbourhood.slug, uid=page.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _picking(neighbourhood, actor, form), 422


@bp.get("/wijken/<slug>/wethouder/<uid>")
@permit(may_open, page=PAGE)
def show_one_page(page: OnePage, actor: Actor) -> str:
    """Show a page as it is printed."""
    context = {"sheet": _sheet(page), "neighbourhood": page.neighbourhood, "photo_alt": photo_alt}
    return render_template("programme/one_page.html", page=page, **context)


@bp.get("/wijken/<slug>/wethouder/<uid>/foto/<moment>")
@permit(may_open_photo, found=(photo_on_page, "slug", "uid", "moment"))
def one_page_photo(found: tuple[OnePage, Moment]) -> Response:
    """Show a photo that stands on a page, small as it stands there."""
    return stored_file(found[1].photo_small, pictures.CONTENT_TYPE)


@bp.get("/wijken/<slug>/wethouder/<uid>/pdf")
@permit(may_open, page=PAGE)
def one_page_pdf(page: OnePage, actor: Person) -> Response:
    """Give a page as a PDF, and note that it went out."""
    sheet, name = _sheet(page), f"wethouder-{page.neighbourhood.slug}.pdf"
    end_reading()
    made = pdf_of(sheet)
    look_again(page.neighbourhood, actor, policy.can_open_one_page)
    if request.method == "GET":
        told = {"object": f"one-page/{page.uid}", "actor_uid": actor.uid, "origin": origin()}
        afterwards(lambda session: audit.record("one-page.export", **told, session=session))
    named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return FlaskResponse(made, mimetype="application/pdf", headers=named)


def _made(neighbourhood: Neighbourhood, form: OnePageForm, there: ToPick, actor: Person) -> OnePage:
    """Make a page; after the slow PDF look again whether this person may, and whether all that was picked is there."""
    told = {"title": form.title.data, "intro": form.intro.data or "", "picked": form.picked(there)}
    sheet = sheet_of(neighbourhood, **told)
    end_reading()
    pdf_of(sheet)
    begin_writing_again(neighbourhood, actor, policy.can_lead)
    if not is_there(neighbourhood, actor, told["picked"]):
        form.offer(to_pick(neighbourhood, actor))
        raise Refusal(_("Iets wat je koos, is net weggehaald. Kijk na wat je koos."), "moments")
    return keep_one_page(neighbourhood, **told, by=actor, origin=origin())


def _sheet(page: OnePage) -> Sheet:
    return sheet_of(page.neighbourhood, page.title, page.intro, page.picked)


def _picking(neighbourhood: Neighbourhood, actor: Actor, form: OnePageForm | None) -> str:
    context = {"form": form, "pages_made": one_pages(neighbourhood), "tabs": tabs_of(actor, neighbourhood, "wethouder")}
    return render_template("programme/alderman.html", neighbourhood=neighbourhood, **context)
