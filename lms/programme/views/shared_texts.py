"""The dream and the question of a neighbourhood, with every wording there was."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.shared_texts import say_shared_text
from lms.programme.enums import SharedKind
from lms.programme.forms.choices import SharedTextForm
from lms.programme.models import Neighbourhood, SharedText
from lms.programme.queries.choices import shared_texts
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.forms import show_refusal

HERE = "droom"


@bp.get("/wijken/<slug>/droom")
@permit(policy.can_read_choices, neighbourhood=(neighbourhood_by_slug, "slug"))
def dream(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show the dream and the question, with every wording there was."""
    return _page(neighbourhood, actor)


@bp.post("/wijken/<slug>/droom")
@permit(policy.can_lead, neighbourhood=(neighbourhood_by_slug, "slug"))
def say_dream(neighbourhood: Neighbourhood, actor: Person) -> Response | tuple[str, int]:
    """Keep another wording of the dream."""
    return _said(neighbourhood, SharedKind.DREAM, actor)


@bp.post("/wijken/<slug>/droom/vraag")
@permit(policy.can_lead, neighbourhood=(neighbourhood_by_slug, "slug"))
def say_question(neighbourhood: Neighbourhood, actor: Person) -> Response | tuple[str, int]:
    """Keep another wording of the question."""
    return _said(neighbourhood, SharedKind.DESIGN_QUESTION, actor)


def _said(neighbourhood: Neighbourhood, kind: SharedKind, by: Person) -> Response | tuple[str, int]:
    form = SharedTextForm(prefix=kind.value)
    if form.validate_on_submit():
        try:
            say_shared_text(neighbourhood, kind, form.text.data, by=by, origin=origin())
            flash(_("Bewaard. De vorige woorden blijven eronder staan."), "ok")
            return redirect(url_for(".dream", slug=neighbourhood.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(neighbourhood, by, {kind: form}), 422


def _page(neighbourhood: Neighbourhood, actor: Actor, refused: dict[SharedKind, SharedTextForm] | None = None) -> str:
    texts = shared_texts(neighbourhood)
    forms = {kind: SharedTextForm(prefix=kind.value, text=_newest(texts[kind])) for kind in SharedKind}
    context = {
        "texts": texts,
        "forms": forms | (refused or {}),
        "open": refused or {},
        "neighbourhood": neighbourhood,
        "tabs": tabs_of(actor, neighbourhood, HERE),
        "may_lead": policy.can_lead(actor, neighbourhood),
        "with_names": policy.can_see_team(actor, neighbourhood),
    }
    return render_template("programme/dream.html", **context)


def _newest(rows: list[SharedText]) -> str:
    return rows[0].text if rows else ""
