"""Signing up for an open meeting, and giving up a seat or a place in line."""

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.commands import sign_up as commands
from lms.meetings.enums import Part
from lms.meetings.models import Meeting
from lms.meetings.queries.sign_up import meeting_to_sign_up
from lms.meetings.views.blueprint import bp


@bp.post("/afspraken/<uid>/aanmelden")
@permit(signed_in, meeting=(meeting_to_sign_up, "uid"))
def sign_up(meeting: Meeting, actor: Person) -> Response:
    """Take a seat, or a place in line."""
    try:
        row = commands.sign_up(meeting, actor)
    except Refusal as refusal:
        flash(refusal.message, "warn")
    else:
        waits = _("Alle plekken zijn bezet. Je staat op de wachtlijst.")
        flash(waits if row.part is Part.WAITING else _("Je bent aangemeld. Er is een plek voor je."), "ok")
    return redirect(f"/afspraken/{meeting.uid}#aanmelden", 303)


@bp.post("/afspraken/<uid>/afmelden")
@permit(signed_in, meeting=(meeting_to_sign_up, "uid"))
def sign_off(meeting: Meeting, actor: Person) -> Response:
    """Give up a seat or a place in line."""
    try:
        commands.sign_off(meeting, actor)
    except Refusal as refusal:
        flash(refusal.message, "warn")
    else:
        flash(_("Je bent afgemeld."), "ok")
    return redirect(f"/afspraken/{meeting.uid}#aanmelden", 303)
