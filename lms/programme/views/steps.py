"""Where a neighbourhood stands: all steps, one step with its history, and saying so with one tap."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.own_path import own_path
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.slots import panels
from lms.programme import policy
from lms.programme.commands.steps import move_step, see_step_otherwise
from lms.programme.enums import StepStatus
from lms.programme.errors import ReasonNeeded
from lms.programme.forms.steps import STATES, EvidenceForm, FeedbackForm, MoveForm, OtherwiseForm
from lms.programme.models import Neighbourhood
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.steps import (
    StepHere,
    evidence_of,
    older_versions,
    own_feedback,
    standing_on,
    step_here,
    step_to_read,
    version_of,
    with_history,
)
from lms.programme.queries.where import where_of
from lms.programme.slots import STEP_HERE_PANELS
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.environment import drawn
from lms.ui.forms import show_refusal

HERE, JUST = "stappen", "net"
STEP = (step_here, "slug", "step")


def asked_step(slug: str, key: str, actor: Actor) -> StepHere | None:
    """Return the step in the address; ``kaart`` asks for an older card of the neighbourhood."""
    return step_to_read(slug, key, request.args.get("kaart", ""), actor)


def may_know(actor: Actor, here: StepHere) -> bool:
    """Return :func:`policy.can_know` for a step."""
    return policy.can_know(actor, here.neighbourhood)


def may_move(actor: Actor, here: StepHere) -> bool:
    """Return :func:`policy.can_move_steps` for a step."""
    return policy.can_move_steps(actor, here.neighbourhood)


def may_see_otherwise(actor: Actor, here: StepHere) -> bool:
    """Return :func:`policy.can_see_it_otherwise` for a step."""
    return policy.can_see_it_otherwise(actor, here.neighbourhood)


@bp.get("/wijken/<slug>/stappen")
@permit(policy.can_know, neighbourhood=(neighbourhood_by_slug, "slug"))
def steps(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show how all steps stand, and the small step that comes next."""
    context = around(neighbourhood, actor)
    older = older_versions(neighbourhood)
    context |= {"where": where_of(neighbourhood), "older": older, "just": request.args.get(JUST, "")}
    return render_template("programme/steps.html", **context)


@bp.get("/wijken/<slug>/kaarten/<number>")
@permit(policy.can_know, neighbourhood=(neighbourhood_by_slug, "slug"))
def old_steps(neighbourhood: Neighbourhood, number: str, actor: Actor) -> str:
    """Show how the steps of an older card stood when the neighbourhood left it."""
    version = version_of(neighbourhood, number)
    if version is None:
        abort(404)
    stood = standing_on(neighbourhood, version)
    context = around(neighbourhood, actor)
    return render_template("programme/old_steps.html", version=version, standing=stood, **context)


@bp.get("/wijken/<slug>/stappen/<step>")
@permit(may_know, here=(asked_step, "slug", "step"))
def step(here: StepHere, actor: Actor) -> str:
    """Show one step: what it asks, what was said about it, and what shows it."""
    return step_page(here, actor)


@bp.get("/wijken/<slug>/stappen/<step>/anders")
@permit(may_move, here=STEP)
def ask_why(here: StepHere, actor: Actor) -> str:
    """Ask what changed, for who goes back to the state that ``naar`` in the address names."""
    form = MoveForm.going_to(request.args.get("naar", "reopened"))
    if form.wanted() is None:
        abort(404)
    meanwhile = with_history(here).stands.status.value if "intussen" in request.args else ""
    return why_page(here, form, actor, meanwhile)


@bp.post("/wijken/<slug>/stappen/<step>")
@permit(may_move, here=STEP)
def move(here: StepHere, actor: Person) -> Response | tuple[str, int]:
    """Say where the neighbourhood stands with a step."""
    form = MoveForm()
    status = form.wanted()
    if status is not None and form.validate_on_submit():
        told = {"reason": form.reason.data or "", "together": form.together.data}
        try:
            move_step(here.neighbourhood, here.step.key, status, by=actor, origin=origin(), **told)
            return redirect(after(here, status), 303)
        except Refusal as refusal:
            if isinstance(refusal, ReasonNeeded) and "reason" not in request.form:
                return redirect(why(here, status), 303)  # a button that an older page still showed
            show_refusal(form, refusal)
    return why_page(here, form, actor), 422


@bp.post("/wijken/<slug>/stappen/<step>/adviseur")
@permit(may_see_otherwise, here=STEP)
def see_otherwise(here: StepHere, actor: Person) -> Response | tuple[str, int]:
    """Say how the adviser sees a step, beside the neighbourhood's own view."""
    form = OtherwiseForm(prefix="adviseur")
    if form.validate_on_submit():
        status = StepStatus(form.status.data)
        told = {"reason": form.reason.data or ""}
        see_step_otherwise(here.neighbourhood, here.step.key, status, by=actor, origin=origin(), **told)
        flash(beside(here), "ok")
        return redirect(url_for(".step", slug=here.neighbourhood.slug, step=here.step.key), 303)
    return step_page(here, actor, otherwise=form), 422


def beside(here: StepHere) -> str:
    """Say what became of how the adviser sees a step; who leads is told only what differs."""
    if with_history(here).stands.otherwise is None:
        return _("Bewaard. Jij ziet deze stap net zo als de wijk.")
    if here.neighbourhood.director_id is None:
        return _("Bewaard. Jouw blik staat naast die van de wijk.")
    return _("Bewaard. Jouw blik staat naast die van de wijk. De wijkregisseur krijgt bericht.")


def step_page(here: StepHere, actor: Actor, **forms: Any) -> str:
    """Render the page of one step; a refused form comes along."""
    here = with_history(here)
    in_team = here.own and policy.is_in_team(actor, here.neighbourhood)
    adds = here.own and policy.can_add_evidence(actor, here.neighbourhood)
    sees = here.own and policy.can_see_it_otherwise(actor, here.neighbourhood)
    context = {
        "here": here,
        "stands": here.stands,
        "evidence": evidence_of(here, actor),
        "given": own_feedback(here, actor) if in_team else [],
        "may_add": adds,
        "may_give": in_team,
        "may_otherwise": sees,
        "otherwise": forms.get("otherwise") or (OtherwiseForm(prefix="adviseur") if sees else None),
        "showing": forms.get("showing") or (EvidenceForm(prefix="bewijs") if adds else None),
        "fitting": forms.get("fitting") or (FeedbackForm(prefix="past") if in_team else None),
        "helping": drawn(panels(STEP_HERE_PANELS, actor, here)),
        "actor": actor,
    }
    context |= around(here.neighbourhood, actor) | ({} if here.own else {"may_move": False})
    return render_template("programme/step.html", **context)


def why_page(here: StepHere, form: MoveForm, actor: Actor, meanwhile: str = "") -> str:
    """Render the page that asks what changed; ``meanwhile`` is what somebody else said of the step."""
    context = around(here.neighbourhood, actor) | {"here": here, "form": form, "meanwhile": meanwhile}
    return render_template("programme/step_back.html", **context)


def why(here: StepHere, status: StepStatus) -> str:
    """Return the page that asks what changed, which says first that the step was moved meanwhile."""
    return url_for(".ask_why", slug=here.neighbourhood.slug, step=here.step.key, naar=status.value, intussen=1)


def after(here: StepHere, status: StepStatus) -> str:
    """Return where to go after a move: the page with all steps says at the step itself what was saved."""
    if request.form.get("next"):
        state = dict((each.value, each.label) for each in STATES)[status.value]
        flash(_("Bewaard. Stap %(number)s staat op %(state)s.", number=here.step.number, state=state), "ok")
    return back(here)


def around(neighbourhood: Neighbourhood, actor: Actor) -> dict[str, Any]:
    """Return what every page about steps of a neighbourhood shows around them."""
    return {
        "neighbourhood": neighbourhood,
        "tabs": tabs_of(actor, neighbourhood, HERE),
        "may_move": policy.can_move_steps(actor, neighbourhood),
        "may_choose": policy.can_read_choices(actor, neighbourhood),
        "may_decide": policy.can_lead(actor, neighbourhood),
        "with_names": policy.can_see_team(actor, neighbourhood),
    }


def back(here: StepHere) -> str:
    """Return where the form was, or the page with all steps."""
    given = request.form.get("next", "")
    step, slug = here.step.key, here.neighbourhood.slug
    return own_path(given) if given else f"{url_for('.steps', slug=slug)}?{JUST}={step}#stap-{step}"
