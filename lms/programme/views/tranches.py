"""The programme itself: what it is, how full its groups are, what was decided, and when things begin."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands import tranches as commands
from lms.programme.forms.tranches import GroupForm, PhaseForm, ProgrammeForm
from lms.programme.models import Programme, ProgrammePhase, Tranche
from lms.programme.queries import tranches as queries
from lms.programme.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/beheer/programma")
@permit(policy.is_coordinator)
def programme_first() -> str:
    """Show the oldest programme; for most installations it is the only one."""
    every = queries.programmes()
    return _page(every[0], every) if every else render_template("programme/programme.html", programme=None)


@bp.get("/beheer/programma/<programme>")
@permit(policy.is_coordinator, programme=queries.programme_by_slug)
def programme_one(programme: Programme) -> str:
    """Show one programme."""
    return _page(programme, queries.programmes())


@bp.route("/beheer/programma/<programme>/gegevens", methods=["GET", "POST"])
@permit(policy.is_coordinator, programme=queries.programme_by_slug)
def programme_change(programme: Programme, actor: Person) -> Answer:
    """Change what the programme is called and how many neighbourhoods it holds."""
    form = ProgrammeForm.of(programme)
    if form.validate_on_submit():
        try:
            commands.change_programme(programme, **form.told(), by=actor, origin=origin())
            return _back(programme, _("De gegevens zijn bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"programme": programme, "form": form}
    return render_template("programme/programme_change.html", **told), 422 if form.is_submitted() else 200


@bp.route("/beheer/programma/<programme>/groepen/<int:number>", methods=["GET", "POST"])
@permit(policy.is_coordinator, group=(queries.tranche_at, "programme", "number"))
def programme_group(group: Tranche, actor: Person) -> Answer:
    """Change a group: its name, its places, its start."""
    form = GroupForm.of(group)
    if form.validate_on_submit():
        try:
            commands.change_group(group, **form.told(), by=actor, origin=origin())
            return _back(group.programme, _("%(group)s is bewaard.", group=group.title))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"programme": group.programme, "group": group, "form": form}
    return render_template("programme/programme_group.html", **told), 422 if form.is_submitted() else 200


@bp.route("/beheer/programma/<programme>/fasen/<phase>", methods=["GET", "POST"])
@permit(policy.is_coordinator, here=(queries.phase_at, "programme", "phase"))
def programme_phase(here: tuple[Programme, ProgrammePhase], actor: Person) -> Answer:
    """Set when a phase begins and ends."""
    programme, phase = here
    form = PhaseForm.of(phase)
    if form.validate_on_submit():
        try:
            commands.change_phase(programme, phase, **form.told(), by=actor, origin=origin())
            return _back(programme, _("De data zijn bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"programme": programme, "phase": phase, "form": form}
    return render_template("programme/programme_phase.html", **told), 422 if form.is_submitted() else 200


def _page(programme: Programme, every: object) -> str:
    groups = queries.groups_filled(programme.id)
    return render_template(
        "programme/programme.html",
        programme=programme,
        programmes=every,
        groups=groups,
        taken=sum(each.taken for each in groups),
        phases=queries.phases_of(programme),
        decisions=queries.capacity_decisions(programme),
    )


def _back(programme: Programme, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for("programme.programme_one", programme=programme.slug), 303)
