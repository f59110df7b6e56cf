"""The log of what people did, for administrators."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.accounts.models import Person
from lms.accounts.policy import is_administrator
from lms.accounts.queries.log import LogPage, Wanted, last_check, log_page
from lms.accounts.queries.origin import origin
from lms.accounts.views.log_words import (
    GROUPS,
    ORIGINS,
    RESULTS,
    about_lines,
    action_words,
    actions_of,
    origin_words,
    result_words,
)
from lms.kernel.given_days import given_day
from lms.kernel.permit import permit
from lms.kernel.queue import enqueue
from lms.kernel.row_numbers import row_number

bp = Blueprint("log", __name__, template_folder="../templates")
NOTHING = LogPage([], None)


@bp.get("/beheer/logboek")
@permit(is_administrator)
def index() -> str | tuple[str, int]:
    """List what was done, the newest first, and say whether the log was whole when it was last checked."""
    words, before = action_words(), request.args.get("voor", type=row_number)
    asked = _asked(words)
    if asked["van"] and asked["tot"] and asked["van"] > asked["tot"]:
        return _page(words, asked, NOTHING, backwards=True), 422
    return _page(words, asked, log_page(_wanted(asked), before=before), first=before is None)


def _page(words: Mapping[str, str], asked: Mapping[str, Any], page: LogPage, **how: bool) -> str:
    said = {"actions": words, "groups": GROUPS, "results": RESULTS, "ended": result_words(), "origins": ORIGINS}
    return render_template(
        "accounts/log.html",
        page=page,
        asked=asked,
        checked=last_check(),
        about=about_lines(page.lines),
        alike={code: url_for(".index", actie=code) for code in {line.entry.action for line in page.lines}},
        origin=origin_words,
        **said,
        **{"first": True, "backwards": False, **how},
    )


def _wanted(asked: Mapping[str, Any]) -> Wanted:
    actions = [asked["actie"]] if asked["actie"] else actions_of(asked["groep"] or "")
    return Wanted(actions, asked["afloop"] or "", asked["wie"] or "", since=asked["van"], until=asked["tot"])


def _asked(actions: Mapping[str, str]) -> dict[str, Any]:
    """Return what is looked for, as the address says it; a word we do not know is taken for no choice."""
    known = {"actie": actions, "groep": GROUPS, "afloop": RESULTS}
    asked = {name: request.args.get(name, "").strip() or None for name in (*known, "wie")}
    asked |= {name: None for name, words in known.items() if asked[name] not in words}
    days = {name: request.args.get(name, type=given_day) for name in ("van", "tot")}
    return {**asked, **days}


@bp.post("/beheer/logboek/controle")
@permit(is_administrator)
def check(actor: Person) -> Response:
    """Have the whole log checked, in the background."""
    enqueue("accounts.check_log", actor.uid, origin())
    flash(_("We controleren het logboek. Kijk over een minuut nog een keer op deze pagina."), "info")
    return redirect(url_for(".index"), 303)
