"""One meeting for who is in it: what, when, where, and saying that you cannot."""

from flask import Response, flash, redirect, render_template, url_for
from werkzeug import Response as Answer

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.calendar_file import CONTENT_TYPE, calendar_of
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.slots import panels
from lms.meetings.commands.answers import answer as say
from lms.meetings.commands.letters import appointment_of
from lms.meetings.commands.telling import INVITED
from lms.meetings.forms.planning import AnswerForm
from lms.meetings.models import Meeting
from lms.meetings.policy import may_know
from lms.meetings.queries.answer_words import THANKS
from lms.meetings.queries.meeting import (
    change_href,
    hosted_at,
    meeting_at,
    meeting_to_take_along,
    people_in,
    reach_of,
    shown_to,
    told_when_sent,
)
from lms.meetings.queries.sign_up import place_in_words, sign_up_of
from lms.meetings.slots import MEETING_PANELS
from lms.meetings.views.blueprint import bp
from lms.ui.forms import show_refusal

MEETING = (meeting_at, "uid")


@bp.get("/afspraken/<uid>")
@permit(may_know, meeting=MEETING)
def show(meeting: Meeting, actor: Person) -> str:
    """Show a meeting to who may know of it."""
    return _page(meeting, actor, AnswerForm(formdata=None))


@bp.post("/afspraken/<uid>/antwoord")
@permit(may_know, meeting=MEETING)
def answer(meeting: Meeting, actor: Person) -> str | Answer | tuple[str, int]:
    """Keep that somebody cannot, sends another, or comes after all."""
    form = AnswerForm()
    if form.validate_on_submit() and form.answer is not None:
        try:
            say(meeting, actor, form.answer, replacement=form.replacement.data or "", origin=origin())
            flash(THANKS[form.answer], "ok")
            return redirect(url_for(".show", uid=meeting.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(meeting, actor, form), 422


@bp.get("/afspraken/<uid>.ics")
@permit(may_know, meeting=(meeting_to_take_along, "uid"))
def take_along(meeting: Meeting) -> Response:
    """Give a meeting as a file for the own calendar; without the way in online."""
    answer = Response(calendar_of([appointment_of(meeting)]), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = "attachment; filename=afspraak.ics"
    return answer


def _page(meeting: Meeting, actor: Person, form: AnswerForm) -> str:
    shown = shown_to(meeting, actor)
    told = {"shown": shown, "meeting": meeting, "form": form, "in_words": place_in_words}
    people = people_in(meeting) if shown.manages else ()
    told["people"], told["reach"] = people, reach_of(told_when_sent(meeting, people), INVITED)
    told["change"] = change_href(actor, meeting) if shown.manages else ""
    told["hosted"] = "" if shown.let_go else hosted_at(meeting)
    told["panels"] = () if shown.let_go else panels(MEETING_PANELS, actor, meeting)
    told["sign_up"] = sign_up_of(meeting, actor) if meeting.open_to_all else None
    return render_template("meetings/meeting.html", **told)
