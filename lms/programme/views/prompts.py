"""Answering a question of ours with one tap."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.own_path import START
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.programme.commands.prompts import Reply, answer_prompt
from lms.programme.models import Prompt
from lms.programme.queries.prompts import prompt_by_uid
from lms.programme.views.blueprint import bp


@bp.post("/vragen/<prompt>")
@permit(signed_in, prompt=prompt_by_uid)
def answer_question(prompt: Prompt, actor: Person) -> Response:
    """Take the answer; who wants to tell more goes to the place to tell."""
    if (said := request.form.get("reply", "")) not in set(Reply):
        abort(422)
    try:
        place, step_key = answer_prompt(prompt, Reply(said), by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "info")
        return redirect(START, 303)
    if said == Reply.MOMENT:
        about = f"stap:{step_key}" if step_key else None
        return redirect(url_for(".new_moment", slug=place.slug, over=about), 303)
    flash(_("Dank je wel. We weten het weer."), "ok")
    return redirect(START, 303)
