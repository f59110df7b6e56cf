"""Writing along at a session: what is learned, who does what, and what is decided."""

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.circles import policy
from lms.circles.commands.agreements import agree, share_focus
from lms.circles.commands.capture import capture
from lms.circles.commands.decisions import decide
from lms.circles.forms.live import AgreementForm, CaptureForm, DecisionForm
from lms.circles.models import AgendaItem, CircleAgreement, CircleDecision, CircleSession, Insight
from lms.circles.queries.agenda import Agenda, agenda_of
from lms.circles.queries.agreements import agreement_by_uid
from lms.circles.queries.running import course_of, people_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.circles.views.live import Answer, live_page
from lms.circles.views.live_acts import to_live
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.ui.forms import OnceForm, show_kept, show_refusal
from lms.ui.kept import made_at


@bp.post("/leerkringen/<circle>/<int:number>/nu/les")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def catch(session: CircleSession, actor: Person) -> Answer:
    """Keep what people say that works, works not, works sometimes, or is still a question."""
    agenda, members = agenda_of(session), people_of(session.circle)
    form = CaptureForm.of(agenda.themes, members, theme=None, own=None)
    if form.validate_on_submit():
        told: dict[str, Any] = {"made_at": made_at(), "client_key": form.key, "by": actor}
        try:
            capture(session, form.caught(agenda.themes, members), item=_item_now(agenda), **told)
            return _kept(session, _("Bewaard. Voor de mensen van deze leerkring."), "lessen")
        except Refusal as refusal:
            _why(form, refusal, session)
    return live_page(session, actor, alone=_alone(), capture=form)


@bp.post("/leerkringen/<circle>/<int:number>/nu/afspraak")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def make_agreement(session: CircleSession, actor: Person) -> Answer:
    """Keep who does what by when."""
    form = AgreementForm.of(people_of(session.circle), actor.uid)
    if form.validate_on_submit():
        told: dict[str, Any] = {"item": _item_now(agenda_of(session)), "form_key": form.key, "by": actor}
        try:
            agree(session.circle, form.title.data, form.owner.data, form.due_on.data, session=session, **told)
            return _kept(session, _("De afspraak is bewaard."), "afspraken")
        except Refusal as refusal:
            _why(form, refusal, session)
    return live_page(session, actor, alone=_alone(), agreement=form)


@bp.post("/leerkringen/<circle>/<int:number>/nu/besluit")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def make_decision(session: CircleSession, actor: Person) -> Answer:
    """Keep what was decided."""
    form = DecisionForm(prefix="besluit-")
    if form.validate_on_submit():
        told: dict[str, Any] = {"item": _item_now(agenda_of(session)), "form_key": form.key, "by": actor}
        try:
            decide(session, form.text.data, form.review_on.data, **told)
            return _kept(session, _("Het besluit is bewaard."), "besluiten")
        except Refusal as refusal:
            _why(form, refusal, session)
    return live_page(session, actor, alone=_alone(), decision=form)


@bp.post("/leerkringen/<circle>/<int:number>/nu/focus/<uid>")
@permit(policy.can_run, session=(session_inside, "circle", "number"))
def choose_focus(session: CircleSession, uid: str, actor: Person) -> Answer:
    """Make one agreement the thing that everybody works on."""
    agreement = agreement_by_uid(session.circle.slug, uid, actor)
    if agreement is None:
        return "", 404
    try:
        share_focus(agreement, session, by=actor)
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return to_live(session, "afspraken")


def _item_now(agenda: Agenda) -> AgendaItem | None:
    turn = course_of(agenda).turn
    return turn.item if turn else None


def _alone() -> bool:
    return request.args.get("van") == "meedoen"


def _kept(session: CircleSession, words: str, anchor: str) -> Answer:
    flash(words, "ok")
    return to_live(session, anchor, alone=_alone())


def _why(form: OnceForm, refusal: Refusal, session: CircleSession) -> None:
    """Put the reason where the person sees it; what the form became before stands there too."""
    if not isinstance(refusal, KeptBefore):
        show_refusal(form, refusal)
        return
    row: Insight | CircleAgreement | CircleDecision = refusal.row
    words = row.statement if isinstance(row, Insight) else row.text if isinstance(row, CircleDecision) else row.title
    show_kept(form, words, url_for(".live", circle=session.circle.slug, number=session.number))
