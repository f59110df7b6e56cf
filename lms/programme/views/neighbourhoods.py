"""The list of neighbourhoods somebody may know of."""

from flask import render_template, request, url_for

from lms.accounts.models import Actor
from lms.kernel.permit import permit, signed_in
from lms.programme.models import Neighbourhood
from lms.programme.queries.cards import standings
from lms.programme.queries.neighbourhoods import PAGE, groups_known_to, named, neighbourhoods
from lms.programme.views.blueprint import bp


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
    onwards = {"groep": group, "q": words or None}
    more = url_for(".index", na=shown[-1].slug, **onwards) if len(found) > PAGE else ""
    context = {"groups": groups_known_to(actor), "group": group, "words": words, "next": more}
    return render_template("programme/neighbourhoods.html", shown=shown, standings=standings(shown), **context)
