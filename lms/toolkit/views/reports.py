"""Zo ging het: reading how an item went, telling it in one tap and one sentence, sharing it and taking it back."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.pages import page_of
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.programme.models import Moment
from lms.toolkit.commands.reports import share_report, take_report_back, tell_how_it_went, unshare_report
from lms.toolkit.enums import Result
from lms.toolkit.forms.reports import ReportForm
from lms.toolkit.models import Item, ItemReport
from lms.toolkit.policy import (
    can_read_report,
    can_see_place_of,
    can_suggest,
    can_tell_how_it_went,
    wrote_report,
)
from lms.toolkit.queries.items import item_by_slug
from lms.toolkit.queries.reports import (
    PAGE,
    experience_of,
    own_moment,
    own_places,
    report_by_uid,
    reports,
    told_just_before,
)
from lms.toolkit.views.blueprint import bp
from lms.ui.forms import show_kept, show_refusal

ITEM = (item_by_slug, "slug")
REPORT = (report_by_uid, "slug", "uid")
#: How it went, as it stands in addresses.
HOW: Mapping[str, Result] = {"gelukt": Result.WORKED, "deels": Result.PARTLY, "niet": Result.FAILED}


@bp.get("/toolkit/<slug>/ervaringen")
@permit(anyone, item=ITEM)
def report_list(item: Item, actor: Actor) -> str:
    """List what people told of an item, as far as the reader may read it, the newest first."""
    how, before = request.args.get("hoe", ""), request.args.get("voor", type=row_number)
    found = reports(item, actor, result=HOW.get(how), before=before)
    shown = page_of(found, PAGE)
    last = shown[-1].id if len(shown) < len(found) else None
    next_page = url_for(".report_list", slug=item.slug, hoe=how or None, voor=last) if last else ""
    context = {"shown": shown, "named": {each.id for each in shown if can_see_place_of(actor, each)}, "how": how}
    experience = experience_of(item, actor)
    return render_template("toolkit/reports.html", item=item, experience=experience, next=next_page, **context)


@bp.get("/toolkit/<slug>/ervaring")
@permit(can_tell_how_it_went, item=ITEM)
def new_report(item: Item, actor: Person) -> str:
    """Ask for one sentence; ``hoe`` in the address is the button that was tapped."""
    tapped = HOW.get(request.args.get("hoe", ""))
    form = ReportForm.of(own_places(actor), result=tapped.value if tapped else None)
    return render_template("toolkit/report_new.html", item=item, form=form)


@bp.post("/toolkit/<slug>/ervaring")
@permit(can_suggest, item=ITEM)
def tell_report(item: Item, actor: Person) -> Response | tuple[str, int]:
    """Keep how it went; from the page of a moment, with the words of that moment."""
    form = ReportForm.of(own_places(actor))
    moment = own_moment(form.moment.data or "", actor)
    if moment is not None and "sentence" not in request.form:
        form.take_words_of(moment)
    if form.validate_on_submit() and (report := _told(item, actor, form, moment)):
        flash(_thanks(report, form), "ok")
        return redirect(url_for(".show_report", slug=report.item.slug, uid=report.uid), 303)
    return render_template("toolkit/report_new.html", item=item, form=form), 422


@bp.get("/toolkit/<slug>/ervaringen/<uid>")
@permit(can_read_report, report=REPORT)
def show_report(report: ItemReport, actor: Actor) -> str:
    """Show one report, and to its writer who may read it."""
    named, own = can_see_place_of(actor, report), wrote_report(actor, report)
    context = {"named": named, "own": own, "before": told_just_before(report) if own else None}
    return render_template("toolkit/report.html", report=report, item=report.item, **context)


@bp.post("/toolkit/<slug>/ervaringen/<uid>/delen")
@permit(wrote_report, report=REPORT)
def choose_who_reads(report: ItemReport, actor: Person) -> Response:
    """Let the writer say yes or no to others reading it."""
    if request.form.get("ja") == "1":
        share_report(report, by=actor)
        flash(_("Dank je wel. Iemand kijkt of er niemand te herkennen is. Dan zetten we het op de site."), "ok")
    else:
        unshare_report(report, by=actor)
        flash(_("Goed. Het staat niet meer op de site. Het telt nog wel mee."), "ok")
    return redirect(url_for(".show_report", slug=report.item.slug, uid=report.uid), 303)


@bp.route("/toolkit/<slug>/ervaringen/<uid>/weg", methods=["GET", "POST"])
@permit(wrote_report, report=REPORT)
def remove_report(report: ItemReport, actor: Person) -> str | Response:
    """Ask once, then take back what somebody told."""
    if request.method == "GET":
        return render_template("toolkit/report_remove.html", report=report, item=report.item)
    take_report_back(report, by=actor, origin=origin())
    flash(_("Weggehaald. Niemand kan het nog lezen, en het telt niet meer mee."), "ok")
    return redirect(url_for(".report_list", slug=report.item.slug), 303)


def _thanks(report: ItemReport, form: ReportForm) -> str:
    """Say what became of it: a report of now, or one that was there already."""
    if report.form_key != form.key:
        return _("Dit vertelde je al. Het telt één keer.")
    if report.result is Result.WORKED:
        return _("Bewaard. Dank je wel.")
    return _("Bewaard. Dank je wel, juist ook voor wat niet lukte.")


def _told(item: Item, by: Person, form: ReportForm, moment: Moment | None) -> ItemReport | None:
    told = dict(form.told())
    try:
        report = tell_how_it_went(item, told.pop("result"), told.pop("sentence"), by=by, moment=moment, **told)
    except KeptBefore as kept:
        show_kept(form, kept.row.sentence, url_for(".show_report", slug=item.slug, uid=kept.row.uid))
        return None
    except Refusal as refusal:
        show_refusal(form, refusal)
        return None
    return report
