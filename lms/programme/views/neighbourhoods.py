"""The list of neighbourhoods somebody may know of, and one of them on one page."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.permit import permit, signed_in
from lms.kernel.slots import panels
from lms.programme import policy
from lms.programme.models import Neighbourhood
from lms.programme.queries.absences import absences_in
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import (
    PAGE,
    groups_known_to,
    named,
    neighbourhood_by_slug,
    neighbourhoods,
    neighbourhoods_in,
)
from lms.programme.queries.overview import overview_of
from lms.programme.slots import NEIGHBOURHOOD_PANELS
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of
from lms.ui.environment import drawn


@bp.get("/wijken")
@permit(signed_in)
def index(actor: Actor) -> str:
    """List the neighbourhoods of this actor by name, with where each stands."""
    group, words = request.args.get("groep", type=int), request.args.get("q", "").strip()
    conditions = [Neighbourhood.tranche_id == group] if group is not None else []
    if words:
        conditions.append(named(words))
    found = neighbourhoods(actor, *conditions, after=request.args.get("na", ""))
    shown = found[:PAGE]
    more = url_for(".index", na=shown[-1].slug, groep=group, q=words or None) if len(found) > PAGE else ""
    context = {"groups": groups_known_to(actor), "group": group, "words": words, "next": more}
    return render_template("programme/neighbourhoods.html", shown=shown, standings=standings(shown), **context)


@bp.get("/vertellen")
@permit(signed_in)
def tell(actor: Actor) -> Response:
    """Lead to the place to tell in the own neighbourhood, or to the neighbourhoods when there is not exactly one."""
    own = policy.places(actor, policy.NEIGHBOURHOOD, *policy.TEAM)
    found = neighbourhoods_in(own) if len(own) == 1 else []
    return redirect(url_for(".new_moment", slug=found[0].slug) if found else url_for(".index"), 302)


@bp.get("/wijken/<neighbourhood>")
@permit(policy.can_know, neighbourhood=neighbourhood_by_slug)
def neighbourhood(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show one neighbourhood, as far as this actor may see it."""
    overview = overview_of(neighbourhood, actor)
    return render_template(
        "programme/neighbourhood.html",
        neighbourhood=neighbourhood,
        tabs=tabs_of(actor, neighbourhood, ""),
        overview=overview,
        beside=drawn(panels(NEIGHBOURHOOD_PANELS, actor, overview.where)),
        away=absences_in(neighbourhood),
        may=_may(actor, neighbourhood),
        actor=actor,
    )


def _may(actor: Actor, neighbourhood: Neighbourhood) -> frozenset[str]:
    """Return in words what this actor may do on the page of a neighbourhood."""
    rules: dict[str, Callable[[Actor, Neighbourhood], bool]] = {
        "choose": policy.can_read_choices,
        "lead": policy.can_lead,
        "move": policy.can_move_steps,
        "tell": policy.can_tell,
        "manage": policy.is_coordinator,
        "print": policy.can_print_sheet,
        "call": policy.belongs_to,
    }
    return frozenset(word for word, rule in rules.items() if rule(actor, neighbourhood))
