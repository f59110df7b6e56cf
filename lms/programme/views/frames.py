"""What changes ("Er verandert iets"): coordinators tell people that something changes, and people tap "Gelezen"."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.own_path import own_path
from lms.kernel.permit import permit, signed_in
from lms.kernel.row_numbers import row_number
from lms.programme import policy
from lms.programme.commands import frames as commands
from lms.programme.forms.frames import TOLD, FrameForm
from lms.programme.models import FrameChange, Programme
from lms.programme.queries import frames as queries
from lms.programme.queries.tranches import programmes
from lms.programme.views.blueprint import bp

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/veranderingen")
@permit(policy.is_coordinator)
def frames() -> str:
    """List what was told, with how many people read it; never who did not."""
    before = request.args.get("voor", type=row_number)
    found = queries.frames_page(before=before)
    shown, more = found[: queries.PAGE], len(found) > queries.PAGE
    return render_template("programme/frames.html", shown=shown, more=more, first=before is None, told=TOLD)


@bp.route("/beheer/veranderingen/nieuw", methods=["GET", "POST"])
@permit(policy.is_coordinator)
def frame_new(actor: Person) -> Answer:
    """Tell people with certain roles that something changes."""
    every = programmes()
    programme = _asked(every)
    form = FrameForm()
    if programme is not None and form.validate_on_submit():
        commands.announce_frame(programme, **form.told(), by=actor, origin=origin())
        flash(_("Verstuurd. Iedereen die je koos, ziet het nu."), "ok")
        return redirect(url_for(".frames"), 303)
    told = {"form": form, "programme": programme, "programmes": every}
    return render_template("programme/frame_new.html", **told), 422 if form.is_submitted() else 200


@bp.get("/veranderingen/<change>")
@permit(signed_in, change=queries.frame_by_uid)
def frame(change: FrameChange, actor: Person) -> str:
    """Show what changes, to who is told of it."""
    return render_template("programme/frame.html", change=change, read=queries.has_read(change, actor))


@bp.post("/veranderingen/<change>/gelezen")
@permit(signed_in, change=queries.frame_by_uid)
def frame_read(change: FrameChange, actor: Person) -> Response:
    """Note that somebody read it, and go back to where they were."""
    commands.mark_read(change, by=actor)
    return redirect(own_path(request.form.get("next")), 303)


def _asked(every: Sequence[Programme]) -> Programme | None:
    """Return the programme that was asked for, or the oldest."""
    asked = request.args.get("programma")
    return next((each for each in every if each.slug == asked), every[0] if every else None)
