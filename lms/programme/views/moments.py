"""Telling a moment, reading what was told, and taking it away again."""

from contextlib import closing
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.kernel.slots import panels
from lms.kernel.work import end_reading, slow_first
from lms.programme import policy
from lms.programme.commands.moments import record_moment, remove_moment
from lms.programme.commands.uploads import keep_photo, keep_recording, let_wait_for
from lms.programme.forms.moments import MomentForm, sent
from lms.programme.models import Moment, Neighbourhood
from lms.programme.queries.chips import chip_groups, leads_on
from lms.programme.queries.moments import PAGE, ToldMoment, Waiting, kept_uploads, moment_by_uid, moments
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.slots import MOMENT_PANELS
from lms.programme.views.again import begin_writing_again
from lms.programme.views.blueprint import bp
from lms.programme.views.once import show_why
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal

HERE = "momenten"


def may_read(actor: Actor, told: ToldMoment) -> bool:
    """Return :func:`policy.can_read_moment` for a moment with its chips."""
    return policy.can_read_moment(actor, told.moment)


def may_remove(actor: Actor, told: ToldMoment) -> bool:
    """Return :func:`policy.can_remove_moment` for a moment with its chips."""
    return policy.can_remove_moment(actor, told.moment)


@bp.get("/wijken/<slug>/momenten")
@permit(policy.can_open_moments, neighbourhood=(neighbourhood_by_slug, "slug"))
def moment_list(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """List the moments of a neighbourhood that this actor may read, the newest first."""
    about, before = request.args.get("over", ""), request.args.get("voor", type=row_number)
    kind, _colon, key = about.partition(":")
    found = moments(neighbourhood, actor, about=(kind, key) if about else None, before=before)
    shown = found[:PAGE]
    more = (
        url_for(".moment_list", slug=neighbourhood.slug, over=about or None, voor=shown[-1].moment.id)
        if len(found) > PAGE
        else ""
    )
    return render_template(
        "programme/moments.html", shown=shown, next=more, about=about, **_around(neighbourhood, actor)
    )


@bp.get("/wijken/<slug>/momenten/nieuw")
@permit(policy.can_tell, neighbourhood=(neighbourhood_by_slug, "slug"))
def new_moment(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Ask what happened; ``over`` in the address chooses what it is about."""
    groups = chip_groups(actor, neighbourhood)
    first = policy.speaks_first(actor, neighbourhood)
    form = MomentForm.telling(groups, request.args.getlist("over"), speaks_first=first)
    return render_template(
        "programme/moment_new.html", form=form, groups=groups, kept=Waiting(), **_around(neighbourhood, actor)
    )


@bp.post("/wijken/<slug>/momenten/nieuw")
@slow_first
@permit(policy.can_tell, neighbourhood=(neighbourhood_by_slug, "slug"))
def tell_moment(neighbourhood: Neighbourhood, actor: Person) -> Response | tuple[str, int]:
    """Keep what somebody tells: the files first and without a transaction, then the moment."""
    groups = chip_groups(actor, neighbourhood)
    form = MomentForm.telling(groups, [], speaks_first=policy.speaks_first(actor, neighbourhood))
    sound = form.validate_on_submit()
    end_reading()
    sound = _keep_files(form, actor) and sound
    begin_writing_again(neighbourhood, actor, policy.can_tell)
    kept = kept_uploads(form.key, actor, lock=True)
    if form.needs_words(kept) and sound and (moment := _told(neighbourhood, actor, form, kept)):
        flash(_("Bewaard. Dank je wel dat je dit vertelt."), "ok")
        return redirect(_after(neighbourhood, moment, form), 303)
    context = {"form": form, "groups": groups, "kept": kept, **_around(neighbourhood, actor)}
    return render_template("programme/moment_new.html", **context), 422


@bp.get("/wijken/<slug>/momenten/<uid>")
@permit(may_read, told=(moment_by_uid, "slug", "uid"))
def show_moment(told: ToldMoment, actor: Actor) -> str:
    """Show one moment."""
    offers = panels(MOMENT_PANELS, actor, told)
    return render_template(
        "programme/moment.html", told=told, offers=offers, **_around(told.moment.neighbourhood, actor)
    )


@bp.route("/wijken/<slug>/momenten/<uid>/weg", methods=["GET", "POST"])
@permit(may_remove, told=(moment_by_uid, "slug", "uid"))
def remove_told_moment(told: ToldMoment, actor: Person) -> str | Response:
    """Ask once, then take away what somebody told."""
    if request.method == "GET":
        context = _around(told.moment.neighbourhood, actor)
        return render_template("programme/moment_remove.html", told=told, **context)
    remove_moment(told.moment, by=actor, origin=origin())
    flash(_("Weggehaald. Niemand kan het nog lezen, horen of zien."), "ok")
    return redirect(url_for(".moment_list", slug=told.moment.neighbourhood.slug), 303)


def _keep_files(form: MomentForm, by: Person) -> bool:
    """Store what came in; say at the field what could not be stored."""
    sound = True
    for field, keep in ((form.recording, partial(keep_recording, seconds=form.seconds_told)), (form.photo, keep_photo)):
        file = sent(field)
        if file is None:
            continue
        try:
            with closing(file):
                keep(file.stream, form_key=form.key, by=by)
        except Refusal as refusal:
            show_refusal(form, refusal)
            sound = False
    return sound


def _told(neighbourhood: Neighbourhood, by: Person, form: MomentForm, kept: Waiting) -> Moment | None:
    key = form.key
    try:
        return record_moment(neighbourhood, by=by, recording=kept.recording, photo=kept.photo, **form.moment())
    except Refusal as refusal:
        show_why(form, refusal)
        if form.key != key:
            let_wait_for(form.key, key, by=by)
        return None


def _after(neighbourhood: Neighbourhood, moment: Moment, form: MomentForm) -> str:
    """Return where to go on: to the moment when its page offers something to do with it, else to all moments."""
    if leads_on(form.chips.data or ()):
        return url_for(".show_moment", slug=neighbourhood.slug, uid=moment.uid)
    return url_for(".moment_list", slug=neighbourhood.slug)


def _around(neighbourhood: Neighbourhood, actor: Actor) -> dict[str, object]:
    """Return what every page about moments of a neighbourhood shows around them."""
    return {
        "neighbourhood": neighbourhood,
        "tabs": tabs_of(actor, neighbourhood, HERE),
        "simple": policy.speaks_first(actor, neighbourhood),
        "may_tell": policy.can_tell(actor, neighbourhood),
        "actor": actor,
    }
