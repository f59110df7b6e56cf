"""The plan of a neighbourhood, and what was agreed."""

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.documents import content_type
from lms.kernel.files import NoSuchFile, files
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.programme import policy
from lms.programme.commands import plans as commands
from lms.programme.commands.reading import log_reading
from lms.programme.commands.uploads import drop_files
from lms.programme.forms.plans import PlanForm
from lms.programme.models import Neighbourhood, Plan
from lms.programme.queries.admin import agreement_in_force
from lms.programme.queries.ggd import ends_soon
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.plans import plan_file, plans_of
from lms.programme.views.again import begin_writing_again
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/wijken/<neighbourhood>/plan")
@permit(policy.can_see_plan, neighbourhood=neighbourhood_by_slug)
def plan(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show the plan, the ones before it, and when the agreement ends."""
    return _page(neighbourhood, actor, PlanForm(formdata=None))


@bp.post("/wijken/<neighbourhood>/plan")
@slow_first
@permit(policy.can_lead, neighbourhood=neighbourhood_by_slug)
def set_plan(neighbourhood: Neighbourhood, actor: Person) -> Answer:
    """Set a file or a link as the plan; a file is looked at and kept before anything is written."""
    form = PlanForm()
    if form.validate_on_submit():
        try:
            _set(neighbourhood, form, actor)
            flash(_("Het plan is bewaard."), "ok")
            return redirect(url_for(".plan", neighbourhood=neighbourhood.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(neighbourhood, actor, form), 422


@bp.get("/wijken/<neighbourhood>/plan/<plan>")
@permit(policy.can_open_plan, plan=(plan_file, "neighbourhood", "plan"))
def plan_download(plan: Plan, actor: Person) -> Response:
    """Give the file to keep, and note who opened it; browsers never show it as a page of ours."""
    name = plan.file_name or ""
    try:
        stream = files().open(plan.file or "")
    except NoSuchFile:
        abort(404)
    response = send_file(stream, mimetype=content_type(name), as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    if request.method == "GET":
        log_reading("plan.open", plan, by=actor, origin=origin())
    return response


def _set(neighbourhood: Neighbourhood, form: PlanForm, actor: Person) -> None:
    if form.link.data:
        begin_writing()
        commands.set_plan_link(neighbourhood, form.link.data, by=actor, origin=origin())
        return
    end_reading()
    document = commands.keep_plan_file(form.file.data.stream, form.file.data.filename)
    try:
        begin_writing_again(neighbourhood, actor, policy.can_lead)
        commands.set_plan_file(neighbourhood, document, by=actor, origin=origin())
    except BaseException:
        drop_files(document.stored.name)
        raise


def _page(neighbourhood: Neighbourhood, actor: Actor, form: PlanForm) -> str:
    reads = policy.can_see_agreement(actor, neighbourhood)
    agreement = agreement_in_force(neighbourhood.id) if reads else None
    return render_template(
        "programme/plan.html",
        neighbourhood=neighbourhood,
        tabs=tabs_of(actor, neighbourhood, "plan"),
        plans=plans_of(neighbourhood),
        with_names=policy.can_see_team(actor, neighbourhood),
        form=form if policy.can_lead(actor, neighbourhood) else None,
        reads_agreement=reads,
        agreement=agreement,
        ends_soon=ends_soon(agreement, today()),
        today=today(),
        runs=policy.is_coordinator(actor),
    )
