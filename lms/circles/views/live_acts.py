"""Running a session: beginning it, going on, saying what became of each item, and rounding it off."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands import running as commands
from lms.circles.enums import ItemState
from lms.circles.models import CircleSession
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal

#: What the buttons beside an item send.
BECAME = {
    "besproken": ItemState.DISCUSSED,
    "doorgeschoven": ItemState.CARRIED_OVER,
    "niet-aan-toe": ItemState.DROPPED,
    "open": ItemState.PLANNED,
}
NOW = "nu"


@bp.post("/leerkringen/<circle>/<int:number>/nu/begin")
@permit(policy.can_run, session=(session_inside, "circle", "number"))
def begin(session: CircleSession, actor: Person) -> Response:
    """Begin the session, go back to it while it is rounded off, or take back that it began too early."""
    act = commands.take_beginning_back if "terug" in request.form else commands.begin_session
    try:
        act(session, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return to_live(session)


@bp.post("/leerkringen/<circle>/<int:number>/nu/verder")
@permit(policy.can_run, session=(session_inside, "circle", "number"))
def go_on(session: CircleSession, actor: Person) -> Response:
    """Go to the next item of the agenda."""
    try:
        commands.go_on(session, request.form.get("van", ""), by=actor)
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return to_live(session)


@bp.post("/leerkringen/<circle>/<int:number>/nu/onderdeel/<uid>")
@permit(policy.can_run, session=(session_inside, "circle", "number"))
def item_act(session: CircleSession, uid: str, actor: Person) -> Response | tuple[str, int]:
    """Do this item now, or say in one tap what became of it."""
    act = request.form.get("do", "")
    item = next((each for each in agenda_of(session).items if each.uid == uid), None)
    if item is None or (act != NOW and act not in BECAME):
        return "", 404
    try:
        if act == NOW:
            commands.begin_item(session, item, by=actor)
        else:
            commands.say_where_it_stands(session, item, BECAME[act], by=actor)
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return to_live(session, None if act == NOW else "afronden")


@bp.post("/leerkringen/<circle>/<int:number>/nu/afronden")
@permit(policy.can_run, session=(session_inside, "circle", "number"))
def round_off(session: CircleSession, actor: Person) -> Response:
    """Stop the session; not before each fixed theme has an answer."""
    try:
        commands.round_off(session, by=actor, origin=origin())
        flash(_("De bijeenkomst is gestopt. Het verslag staat klaar."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return to_live(session, "afronden")
    return to_live(session)


def to_live(session: CircleSession, anchor: str | None = None, *, alone: bool = False) -> Response:
    """Lead back to the screen that somebody came from."""
    page = ".join_in" if alone else ".live"
    return redirect(url_for(page, circle=session.circle.slug, number=session.number, _anchor=anchor), 303)
