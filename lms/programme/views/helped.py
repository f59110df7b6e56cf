"""Iemand op weg geholpen: one tap on the phone, and one to take it back."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.own_path import own_path
from lms.kernel.permit import permit
from lms.programme import policy
from lms.programme.commands.helped import count_helped, uncount_helped
from lms.programme.models import Neighbourhood
from lms.programme.queries.helped import LAST, HelpedStart, helped_counts, last_months, shown_outside, undo_key
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.views.blueprint import bp
from lms.programme.views.tabs import tabs_of


@bp.get("/wijken/<slug>/geholpen")
@permit(policy.can_know, neighbourhood=(neighbourhood_by_slug, "slug"))
def helped(neighbourhood: Neighbourhood, actor: Actor) -> str:
    """Show the counts of the last months: all of them to the team, to others none under five and only whole months."""
    team = policy.can_count(actor, neighbourhood)
    months = last_months(whole=not team)
    counts = helped_counts([neighbourhood], months)[neighbourhood.id]
    start = HelpedStart(
        neighbourhood.slug, neighbourhood.name, counts.get(months[0], 0), undo_key(session, neighbourhood.slug)
    )
    cells, total = (counts, sum(counts.values())) if team else shown_outside(counts)
    simple = policy.speaks_first(actor, neighbourhood)
    context = {"start": start, "cells": cells, "total": total, "team": team, "simple": simple}
    tabs = tabs_of(actor, neighbourhood, "geholpen")
    return render_template("programme/helped.html", neighbourhood=neighbourhood, tabs=tabs, **context)


@bp.post("/wijken/<slug>/geholpen")
@permit(policy.can_count, neighbourhood=(neighbourhood_by_slug, "slug"))
def add_helped(neighbourhood: Neighbourhood) -> Response:
    """Count one, and remember its key so that it can be taken back."""
    session[LAST] = [neighbourhood.slug, count_helped(neighbourhood, request.form.get("key", ""))]
    flash(_("Geteld. Mooi dat jullie iemand op weg hielpen."), "ok")
    return _back(neighbourhood)


@bp.post("/wijken/<slug>/geholpen/terug")
@permit(policy.can_count, neighbourhood=(neighbourhood_by_slug, "slug"))
def take_back_helped(neighbourhood: Neighbourhood) -> Response:
    """Take back the one that was counted last in this visit."""
    if key := undo_key(session, neighbourhood.slug):
        uncount_helped(neighbourhood, key)
        session.pop(LAST, None)
    flash(_("Teruggenomen. De teller staat weer zoals hij stond."), "ok")
    return _back(neighbourhood)


def _back(neighbourhood: Neighbourhood) -> Response:
    here = url_for(".helped", slug=neighbourhood.slug)
    return redirect(own_path(request.form.get("next") or here), 303)
