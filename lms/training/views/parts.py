"""One part of a lesson: reading it, and everything its one form can send."""

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.training.forms import read_sheet
from lms.training.policy import can_lead_group
from lms.training.queries.desks import Desk, desk_at, desk_of, newest_desk_of, work_on
from lms.training.views.acts import carry_out
from lms.training.views.blueprint import bp
from lms.training.views.cards import Screen, chosen_blocks, screen_of

Answer = str | Response | tuple[str, int]


@bp.get("/modules/<module>/<lesson>/<part>")
@permit(signed_in, desk=(desk_at, "module", "lesson", "part"))
def part(desk: Desk, actor: Person) -> Answer:
    """Show one screen; where it has moved, lead there, and where it is gone, say so."""
    if desk.place is None:
        return render_template("training/gone.html", desk=desk), 410
    here = address_of(desk)
    if request.path != here:
        return redirect(here, 301)
    return _page(screen_of(desk, work_on(chosen_blocks(desk), actor)), actor)


@bp.get("/modules/<module>/delen/<uid>")
@permit(signed_in, desk=(newest_desk_of, "module", "uid"))
def part_by_uid(desk: Desk) -> Answer:
    """Lead to a part by what never changes of it."""
    if desk.place is None:
        return render_template("training/gone.html", desk=desk), 410
    return redirect(address_of(desk), 302)


@bp.post("/modules/<module>/delen/<uid>/<int:version>")
@permit(signed_in, desk=(desk_of, "module", "uid", "version"))
def work(desk: Desk, actor: Person) -> Answer:
    """Keep everything that was typed, do what the button says, and lead on."""
    sheet = read_sheet(request.form, desk.blocks)
    if sheet.problems:
        screen = screen_of(desk, work_on(chosen_blocks(desk), actor), request.form, sheet.problems)
        return _page(screen, actor), 422
    return redirect(carry_out(desk, sheet, by=actor), 303)


def _page(screen: Screen, actor: Person) -> str:
    return render_template("training/part.html", screen=screen, can_lead_group=can_lead_group(actor))


def address_of(desk: Desk) -> str:
    """Return where the part stands now."""
    assert desk.place is not None  # noqa: S101 -- callers asked
    lesson, line = desk.place
    return url_for("training.part", module=desk.reading.module.slug, lesson=lesson.slug, part=line.slug)
