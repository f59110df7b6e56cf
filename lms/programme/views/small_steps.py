"""The one small step: done, something else, or in my own calendar."""

from datetime import date, datetime, time

from flask import Response as Answer
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.kernel.calendar_file import CONTENT_TYPE, calendar_file
from lms.kernel.clock import AMSTERDAM, now, today
from lms.kernel.given_days import given_day
from lms.kernel.own_path import own_path
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.working_days import add_working_days
from lms.programme.commands.steps import offer_small_steps_again, use_small_step
from lms.programme.models import SmallStep
from lms.programme.queries.steps import StepHere, step_here
from lms.programme.views.blueprint import bp
from lms.programme.views.steps import STEP, may_know, may_move

TEN = time(10)


def small_step_here(slug: str, key: str, small: str, actor: Actor) -> tuple[StepHere, SmallStep] | None:
    """Return a small step on the card of a neighbourhood that somebody may know of."""
    here = step_here(slug, key, actor)
    found = next((each for each in here.step.small_steps if each.key == small), None) if here else None
    return (here, found) if here and found else None


def may_use(actor: Actor, offered: tuple[StepHere, SmallStep]) -> bool:
    """Only who moves steps says that a small step was done."""
    return may_move(actor, offered[0])


def may_look(actor: Actor, offered: tuple[StepHere, SmallStep]) -> bool:
    """Who may know of the neighbourhood takes the small step along in the own calendar."""
    return may_know(actor, offered[0])


OFFERED = (small_step_here, "slug", "step", "small")


@bp.post("/wijken/<slug>/stappen/<step>/klein/<small>/gedaan")
@permit(may_use, offered=OFFERED)
def small_step_done(offered: tuple[StepHere, SmallStep], actor: Person) -> Response:
    """Note that it was done."""
    return _used(offered, actor, done=True, message=_("Mooi. Er ligt een nieuwe kleine stap klaar."))


@bp.post("/wijken/<slug>/stappen/<step>/klein/<small>/anders")
@permit(may_use, offered=OFFERED)
def small_step_other(offered: tuple[StepHere, SmallStep], actor: Person) -> Response:
    """Offer something else."""
    return _used(offered, actor, done=False, message=_("Goed. Kijk of deze kleine stap beter past."))


@bp.post("/wijken/<slug>/stappen/<step>/klein/opnieuw")
@permit(may_move, here=STEP)
def small_steps_again(here: StepHere) -> Response:
    """Offer again what was passed over."""
    offer_small_steps_again(here.neighbourhood, here.step.key)
    return redirect(_back(here), 303)


@bp.get("/wijken/<slug>/stappen/<step>/klein/<small>.ics")
@permit(may_look, offered=OFFERED)
def small_step_calendar(offered: tuple[StepHere, SmallStep]) -> Answer | tuple[str, int]:
    """Give the small step as an appointment, on the day and time in the address or the next working day at ten."""
    return (_day_page(*offered), 422) if _asks_for_the_past() else _appointment(*offered)


def _appointment(here: StepHere, small: SmallStep) -> Answer:
    page = url_for(".step", slug=here.neighbourhood.slug, step=here.step.key)
    content = calendar_file(
        uid=f"{here.neighbourhood.uid}-{here.version.id}-{here.step.key}-{small.key}@kringwijs",
        starts=_moment(),
        minutes=small.minutes,
        title=small.title,
        text=f"{small.text}\n\n{here.neighbourhood.name}",
        url=current_app.config["SETTINGS"].base_url + page,
        made=now(),
    )
    answer = Answer(content, content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{small.key}.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _used(offered: tuple[StepHere, SmallStep], by: Person, *, done: bool, message: str) -> Response:
    here, small = offered
    try:
        if use_small_step(here.neighbourhood, here.step.key, small.key, done=done, by=by):
            flash(message, "ok")
    except Refusal as refusal:
        flash(refusal.message, "error")
    return redirect(_back(here), 303)


def _asks_for_the_past() -> bool:
    try:
        return date.fromisoformat(request.args.get("dag", "")) < today()
    except ValueError:
        return False


def _day_page(here: StepHere, small: SmallStep) -> str:
    """Ask for another day, with what was filled in still there."""
    given = {"day": request.args.get("dag", ""), "time": request.args.get("tijd", "")}
    error = _("Deze dag is al voorbij. Kies vandaag of een dag die nog komt.")
    return render_template(
        "programme/small_step_day.html", neighbourhood=here.neighbourhood, small=small, error=error, **given
    )


def _moment() -> datetime:
    """Return the moment somebody asked for; what is no date or time counts as not asked."""
    try:
        day = given_day(request.args.get("dag", ""))
    except ValueError:
        day = add_working_days(today(), 1)
    try:
        hour = time.fromisoformat(request.args.get("tijd", "")).replace(tzinfo=None)
    except ValueError:
        hour = TEN
    return datetime.combine(day, hour, AMSTERDAM)


def _back(here: StepHere) -> str:
    given = request.form.get("next", "")
    return own_path(given) if given else url_for(".steps", slug=here.neighbourhood.slug)
