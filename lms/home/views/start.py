"""The start page of who signed in, by the hat they wear, and the page that a large tile leads to."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.register import requests_waiting
from lms.home import policy
from lms.home.queries.remarks import remarks_waiting
from lms.home.queries.start import start_of
from lms.kernel.permit import permit, signed_in
from lms.programme.queries.helped import undo_key
from lms.training import queries as training

bp = Blueprint("start", __name__, template_folder="../templates")


def start(person: Person) -> str:
    """Show what is next to somebody who signed in; ``als`` in the address chooses a hat."""
    waiting = {
        "remarks_waiting": remarks_waiting() if policy.can_answer_remarks(person) else 0,
        "requests_waiting": requests_waiting(person),
    }
    shown = start_of(person, request.args.get("als", ""), partial(undo_key, session))
    return render_template("home/start.html", person=person, **waiting, **shown)


@bp.get("/leren")
@permit(signed_in)
def learn(actor: Person) -> Response:
    """Lead straight to the next part to learn, to what to do with others, or to the modules when there is none."""
    found = training.go_on(actor)
    if place := found.place:
        module, lesson, part = place
        return redirect(url_for("training.part", module=module, lesson=lesson, part=part), 302)
    if found.practice:
        return redirect(url_for("training.my_paths"), 302)
    return redirect(url_for("training.index"), 302)
