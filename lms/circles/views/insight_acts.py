"""Editing, agreeing, joining, sharing and taking back what was learned: GET shows, POST acts."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands import consent, insights
from lms.circles.enums import Attribution, Visibility
from lms.circles.forms.insights import AskForm, JoinForm, PlaceForm, ReadersForm, WordsForm
from lms.circles.models import Insight
from lms.circles.queries.agenda import method_by_slug, methods, steps_of
from lms.circles.queries.insight_words import WORDS
from lms.circles.queries.insights import Told, consents_of, insight_by_uid, insights_to_join, open_ask, told
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import BaseForm, show_refusal

Answer = str | Response | tuple[str, int]
INSIGHT = (insight_by_uid, "uid")


@bp.route("/inzichten/<uid>/bewerken", methods=["GET", "POST"])
@permit(policy.can_edit_insight, insight=INSIGHT)
def edit_insight(insight: Insight, actor: Person) -> Answer:
    """Let the contributor write their own words, and a facilitator mend spelling."""
    form = WordsForm.of(told(insight, actor))

    def act() -> None:
        insights.edit_insight(insight, form.words, by=actor, origin=origin())

    own = policy.owns_insight(actor, insight)
    said = _("Bewaard.") if own or not insight.contributor_id else _("Bewaard. Wie dit vertelde, kijkt of het klopt.")
    return _asked(form, told(insight, actor), act, said, "edit", own=own)


@bp.route("/inzichten/<uid>/plek", methods=["GET", "POST"])
@permit(policy.can_edit_insight, insight=INSIGHT)
def place_insight(insight: Insight, actor: Person) -> Answer:
    """Say at which step and with what of the toolkit it belongs, so that it is read there."""
    form = PlaceForm.of(insight, steps_of(insight.circle), methods())

    def act() -> None:
        item = method_by_slug(form.item.data)
        insights.place_insight(insight, form.step.data or None, item, by=actor, origin=origin())

    return _asked(
        form, told(insight, actor), act, _("Bewaard. Wie deze les mag lezen, leest hem daar nu ook."), "place"
    )


@bp.post("/inzichten/<uid>/klopt")
@permit(policy.owns_insight, insight=INSIGHT)
def confirm_insight(insight: Insight, actor: Person) -> Response:
    """Let the contributor agree with the words, or keep their own."""
    keep = request.form.get("eigen") == "1"
    command = insights.keep_own_words if keep else insights.agree_with_words
    said = _("Jouw eigen woorden staan er weer.") if keep else _("Dank je. Zo staat het er nu.")
    return _done(insight, lambda: command(insight, by=actor, origin=origin()), said)


@bp.route("/inzichten/<uid>/samenvoegen", methods=["GET", "POST"])
@permit(policy.can_merge_insight, insight=INSIGHT)
def merge_insight(insight: Insight, actor: Person) -> Answer:
    """Join what says the same."""
    others = insights_to_join(insight, actor)
    form = JoinForm.of(others)

    def act() -> None:
        into = next(each.insight for each in others if each.insight.uid == form.into.data)
        insights.merge_insight(insight, into, by=actor, origin=origin())

    return _asked(
        form, told(insight, actor), act, _("Samengevoegd. Beide lessen blijven te lezen."), "merge", others=others
    )


@bp.post("/inzichten/<uid>/losmaken")
@permit(policy.can_merge_insight, insight=INSIGHT)
def part_insight(insight: Insight, actor: Person) -> Response:
    """Let a joined insight stand on its own again."""
    said = _("Deze les staat weer los.")
    return _done(insight, lambda: insights.take_apart(insight, by=actor, origin=origin()), said)


@bp.route("/inzichten/<uid>/terugnemen", methods=["GET", "POST"])
@permit(policy.can_take_back, insight=INSIGHT)
def withdraw_insight(insight: Insight, actor: Person) -> Answer:
    """Ask once, then take back what somebody said."""
    if request.method == "GET":
        return render_template("circles/insight_withdraw.html", told=told(insight, actor))
    slug, inside = insight.circle.slug, policy.can_know(actor, insight.circle)
    insights.withdraw_insight(insight, by=actor, origin=origin())
    flash(_("Teruggenomen. Niemand leest het nog."), "ok")
    return redirect(url_for(".insights", circle=slug) if inside else "/", 303)


@bp.route("/inzichten/<uid>/delen", methods=["GET", "POST"])
@permit(policy.owns_insight, insight=INSIGHT)
def share_insight(insight: Insight, actor: Person) -> Answer:
    """Let the contributor choose who reads it, and how they are named."""
    form = ReadersForm.of(insight)

    def act() -> None:
        chosen = Visibility(form.visibility.data), Attribution(form.attribution.data)
        consent.choose_readers(insight, *chosen, by=actor, origin=origin())

    more = {"asked": open_ask(insight), "history": consents_of(insight)}
    return _asked(form, told(insight, actor), act, _("Bewaard. Je kunt dit altijd veranderen."), "share", **more)


@bp.route("/inzichten/<uid>/vragen", methods=["GET", "POST"])
@permit(policy.can_ask_to_share, insight=INSIGHT)
def ask_to_share(insight: Insight, actor: Person) -> Answer:
    """Ask the contributor whether more people may read it."""
    form = AskForm.of(insight)

    def act() -> None:
        consent.ask_to_share(insight, Visibility(form.visibility.data), by=actor, origin=origin())

    return _asked(
        form, told(insight, actor), act, _("Gevraagd. Wie dit vertelde, beslist."), "ask", history=consents_of(insight)
    )


@bp.post("/inzichten/<uid>/minder")
@permit(policy.can_ask_to_share, insight=INSIGHT)
def lower_insight(insight: Insight, actor: Person) -> Response:
    """Bring it back to its circle."""
    slug, reads = insight.circle.slug, policy.speaks_in(actor, insight.circle)
    answer = _done(
        insight,
        lambda: consent.lower_readers(insight, by=actor, origin=origin()),
        _("Alleen de leerkring leest dit nu."),
    )
    return answer if reads else redirect(url_for(".insights", circle=slug), 303)


def _done(insight: Insight, act: Callable[[], None], said: str) -> Response:
    try:
        act()
        flash(said, "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".insight", uid=insight.uid), 303)


def _asked(form: BaseForm, shown: Told, act: Callable[[], None], said: str, page: str, **more: Any) -> Answer:
    """Show a form about an insight, and do what it asks."""
    if form.validate_on_submit():
        try:
            act()
            flash(said, "ok")
            return redirect(url_for(".insight", uid=shown.insight.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    context = {"told": shown, "form": form, "words": WORDS, **more}
    return render_template(f"circles/insight_{page}.html", **context), 422 if form.is_submitted() else 200
