"""What circles learned: the list of a circle, one insight, and what came of it elsewhere."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.circles import policy
from lms.circles.commands.uses import tell_use
from lms.circles.forms.insights import UseForm
from lms.circles.models import Circle, Insight
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.circles import circle_by_slug
from lms.circles.queries.contradictions import contradictions_of, proposals_for
from lms.circles.queries.insight_words import KINDS, WORDS
from lms.circles.queries.insights import Asked, insight_by_uid, insights_of, open_ask, sources_of, told
from lms.circles.queries.learning import reads_learning_agenda
from lms.circles.queries.uses import places_to_try_in, uses_of
from lms.circles.views.blueprint import bp
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.programme.queries.neighbourhoods import neighbourhoods_in
from lms.ui.forms import show_kept, show_refusal

Answer = str | Response | tuple[str, int]
INSIGHT = (insight_by_uid, "uid")
GONE = 410
#: From how many neighbourhoods of one's own a page leads to who was at a step before.
MOST_PLACES = 3


@bp.get("/leerkringen/<circle>/inzichten")
@permit(signed_in, circle=circle_by_slug)
def insights(circle: Circle, actor: Actor) -> str:
    """List what a circle learned, by theme, as far as somebody may read it."""
    asked = _asked()
    page = insights_of(circle, actor, asked)
    context = {"asked": asked, "themes": themes_of(circle), "inside": policy.speaks_in(actor, circle)}
    context |= {"learning": reads_learning_agenda(circle, actor)}
    context |= _what_differs(circle, actor, asked)
    return render_template("circles/insights.html", circle=circle, page=page, words=WORDS, **context)


@bp.get("/inzichten/<uid>")
@permit(anyone, insight=INSIGHT)
def insight(insight: Insight, actor: Actor) -> Answer:
    """Show one insight with what came of it; one that was taken back says only that."""
    if insight.withdrawn:
        return render_template("circles/insight_gone.html"), GONE
    own = policy.owns_insight(actor, insight)
    return render_template(
        "circles/insight.html",
        told=told(insight, actor),
        uses=uses_of(insight, actor),
        sources=sources_of(insight, actor),
        knows=policy.can_know(actor, insight.circle),
        asked=open_ask(insight) if own else None,
        may=_may(actor, insight),
        words=WORDS,
    )


@bp.route("/inzichten/<uid>/geprobeerd", methods=["GET", "POST"])
@permit(policy.can_tell_use, insight=INSIGHT)
def try_insight(insight: Insight, actor: Person) -> Answer:
    """Let a director or adviser tell that they tried it, and what came of it."""
    places = places_to_try_in(actor)
    form = UseForm.of(places)
    if form.validate_on_submit():
        try:
            tell_use(insight, **form.said(places), by=actor)
            flash(_("Bewaard. Dank je wel, anderen leren ervan."), "ok")
            return redirect(url_for(".insight", uid=insight.uid), 303)
        except KeptBefore as kept:
            show_kept(form, kept.row.adaptation, url_for(".insight", uid=insight.uid))
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"told": told(insight, actor), "form": form, "words": WORDS}
    return render_template("circles/insight_try.html", **shown), 422 if form.is_submitted() else 200


def _asked() -> Asked:
    given = request.args
    polarity = KINDS.get(given.get("soort", ""))
    theme = given.get("thema", type=row_number)
    return Asked(theme, polarity, given.get("stap", "")[:64], given.get("voor", type=row_number))


def _what_differs(circle: Circle, actor: Actor, asked: Asked) -> dict[str, object]:
    """Return what could be talked about, or for members where neighbourhoods differ; at a step, who was there before.

    Who was there before is asked from a neighbourhood of one's own: the step has its page there.
    """
    if policy.facilitates(actor, circle):
        shown: dict[str, object] = {"proposals": proposals_for(circle, actor), "differs": ()}
    else:
        inside = policy.speaks_in(actor, circle) and not asked.step
        shown = {"proposals": (), "differs": contradictions_of(circle, actor) if inside else ()}
    own = policy.places_to_ask_from(actor) if asked.step else frozenset()
    return {**shown, "from_here": neighbourhoods_in(own)[:MOST_PLACES] if own else ()}


def _may(actor: Actor, insight: Insight) -> dict[str, bool]:
    """Return what somebody may do with an insight."""
    return {
        "own": policy.owns_insight(actor, insight),
        "back": policy.can_take_back(actor, insight),
        "edit": policy.can_edit_insight(actor, insight),
        "ask": policy.can_ask_to_share(actor, insight),
        "merge": policy.can_merge_insight(actor, insight),
        "try": policy.can_tell_use(actor, insight),
    }
