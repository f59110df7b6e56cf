"""A session while it runs: one screen for phone, laptop and wall, and what tells other screens that they are old."""

from time import monotonic
from typing import Any

import segno
from flask import Response as FlaskResponse
from flask import abort, current_app, jsonify, render_template, request, url_for
from flask_babel import get_locale
from werkzeug import Response

from lms.accounts.models import Actor
from lms.circles import policy
from lms.circles.enums import ItemKind, SessionState
from lms.circles.forms.live import AgreementForm, CaptureForm, DecisionForm
from lms.circles.models import CircleSession
from lms.circles.queries.agenda import agenda_for
from lms.circles.queries.agreements import agreements_made_in, decisions_made_in
from lms.circles.queries.captured import captured_in
from lms.circles.queries.confidential import holds_secrets
from lms.circles.queries.insight_words import LOOKS
from lms.circles.queries.live_words import AGREEMENT_STATES, AGREEMENT_TONES, LIGHTS
from lms.circles.queries.running import Stand, chairs_of, course_of, own_place, people_of, serial_of, stand_of
from lms.circles.queries.sessions import session_inside, who_comes
from lms.circles.queries.words import KINDS, STATES, TONES
from lms.circles.views.blueprint import bp
from lms.kernel.clock import now
from lms.kernel.permit import permit
from lms.kernel.row_numbers import row_number

Answer = str | Response | tuple[str, int]
WORDS = {
    "states": STATES,
    "tones": TONES,
    "kinds": KINDS,
    "lights": LIGHTS,
    "looks": LOOKS,
    "agreements": AGREEMENT_STATES,
    "agreement_tones": AGREEMENT_TONES,
}
LARGE = "groot"
#: For how many seconds screens are given the same parts, drawn once.
SHARED_FOR = 2.0
#: The parts that change by themselves, by what `data-live` calls them.
ON_SCREEN, ON_WALL = ("bar", "themes", "said", "closing", "agenda", "people"), ("bar", "large")


def may_ask(actor: Actor, stand: Stand) -> bool:
    """Return :func:`policy.can_speak` for how far a session is."""
    return policy.speaks_in(actor, stand.circle)


@bp.get("/leerkringen/<circle>/<int:number>/nu")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def live(session: CircleSession, actor: Actor) -> Answer:
    """Show what everybody does now, what becomes of the themes, and the forms to write along; large for a wall."""
    if request.args.get("scherm") == LARGE:
        return render_template(
            "circles/live_large.html", **pieces(session, actor, serial_of(session)), code=_code(session)
        )
    return live_page(session, actor)


@bp.get("/leerkringen/<circle>/<int:number>/meedoen")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def join_in(session: CircleSession, actor: Actor) -> Answer:
    """Show what a participant writes on their own phone."""
    return live_page(session, actor, alone=True)


@bp.get("/leerkringen/<circle>/<int:number>/nu/stukken")
@permit(may_ask, stand=(stand_of, "circle", "number"))
def live_pieces(stand: Stand, actor: Actor) -> Response:
    """Give the parts of the screen that change by themselves."""
    names = ON_WALL if request.args.get("scherm") == LARGE else ON_SCREEN
    own = policy.facilitates(actor, stand.circle) or holds_secrets(stand.session_id)
    draw = _draw if own else _drawn_for_all
    answer = FlaskResponse(draw(stand, actor, names), content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/leerkringen/<circle>/<int:number>/stand")
@permit(may_ask, stand=(stand_of, "circle", "number"))
def stand(stand: Stand) -> Response:
    """Say whether something changed after the serial that a screen has: nothing new is an empty answer."""
    same = request.args.get("na", type=row_number) == stand.serial
    answer = FlaskResponse(status=204, mimetype="application/json") if same else jsonify(serial=stand.serial)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def live_page(session: CircleSession, actor: Actor, *, alone: bool = False, **refused: Any) -> Answer:
    """Return the screen of a session, with the forms as they are or as they were refused."""
    shown = pieces(session, actor, serial_of(session))
    members, turn = people_of(session.circle), shown["course"].turn
    forms = {
        "capture": capture_form(session, shown, members, actor),
        "agreement": AgreementForm.of(members, actor.uid),
        "decision": DecisionForm(prefix="besluit-"),
    }
    told = {**shown, **forms, **refused, "alone": alone, "turn": turn}
    page = render_template("circles/join_in.html" if alone else "circles/live.html", **told)
    return (page, 422) if refused else page


def capture_form(session: CircleSession, shown: dict[str, Any], members: Any, actor: Actor) -> CaptureForm:
    """Return the form to catch what is said, with the theme of now and the own neighbourhood."""
    turn = shown["course"].turn
    theme = turn.item.theme if turn else None
    return CaptureForm.of(shown["agenda"].themes, members, theme=theme, own=own_place(members, actor))


def pieces(session: CircleSession, actor: Actor, serial: int) -> dict[str, Any]:
    """Return everything that changes on the screen by itself; a fixed number of statements.

    ``serial`` was read before all of it.
    """
    agenda = agenda_for(session, actor)
    return {
        "session": session,
        "serial": serial,
        "agenda": agenda,
        "course": course_of(agenda),
        "chairs": chairs_of(who_comes(session)),
        "captured": captured_in(session, actor),
        "agreements": agreements_made_in(session, actor),
        "decisions": decisions_made_in(session, actor),
        "runs": policy.can_run(actor, session),
        "running": session.state is SessionState.RUNNING,
        "writes": session.state in {SessionState.RUNNING, SessionState.WRAPPING_UP},
        "moment": now(),
        "words": WORDS,
        "Kind": ItemKind,
    }


def _draw(stand: Stand, actor: Actor, names: tuple[str, ...]) -> str:
    session = session_inside(stand.circle.slug, stand.number, actor) or abort(404)
    shown = pieces(session, actor, stand.serial)
    drawn = {name: render_template(f"circles/_live_{name}.html", **shown) for name in names}
    return current_app.json.dumps({"serial": stand.serial, "pieces": drawn})


def _drawn_for_all(stand: Stand, actor: Actor, names: tuple[str, ...]) -> str:
    """Draw the parts for who does not run the session once for all of them: where nothing is secret they see the same.

    After a change two hundred screens ask within two seconds. What was drawn is given to nobody later than that, for
    not everything that goes (an insight that is taken back) tells the screens.
    """
    kept: dict[tuple, tuple[float, str]] = current_app.extensions.setdefault("circles.drawn", {})
    key, moment = (stand.circle.uid, stand.number, stand.serial, names, str(get_locale())), monotonic()
    until, text = kept.get(key, (0.0, ""))
    if until <= moment:
        text = _draw(stand, actor, names)
        for old in [each for each, (end, _text) in list(kept.items()) if end <= moment]:
            kept.pop(old, None)
        kept[key] = (moment + SHARED_FOR, text)
    return text


def join_address(session: CircleSession) -> str:
    """Return the whole address that a phone opens to join in."""
    path = url_for(".join_in", circle=session.circle.slug, number=session.number)
    return f"{current_app.config['SETTINGS'].base_url}{path}"


def _code(session: CircleSession) -> dict[str, Any]:
    drawn = segno.make(join_address(session), error="m", micro=False)
    picture = drawn.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return {"address": join_address(session).partition("://")[2], "picture": picture}
