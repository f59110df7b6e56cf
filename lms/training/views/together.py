"""Doing a part or a practice with a group on one phone: for whoever leads people of the own team."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme.policy import TEAM
from lms.training import queries
from lms.training.commands import telling
from lms.training.commands import together as commands
from lms.training.forms.together import PeopleForm, hearing_form
from lms.training.policy import can_lead_group
from lms.training.queries.readings import Reading, reading_of
from lms.training.queries.script_cards import cards_of
from lms.training.queries.together import (
    Sitting,
    Topic,
    by_ear_in,
    group_in,
    part_topic,
    places_led,
    practice_topic,
    practices_for,
    sitting_of,
    sittings_led,
)
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/samen")
@permit(can_lead_group)
def together(actor: Person) -> str:
    """Show what somebody did with a group, and what they can do next."""
    return render_template(
        "training/together_list.html",
        sittings=sittings_led(actor),
        modules=queries.published_modules(),
        practices=practices_for(TEAM),
    )


@bp.get("/modules/<module>/samen")
@permit(can_lead_group, reading=(reading_of, "module"))
def together_module(reading: Reading) -> str | Response:
    """Choose a part of a module to do with a group; how far anybody is does not show."""
    if reading.asked != reading.module.slug:
        return redirect(url_for(".together_module", module=reading.module.slug), 301)
    return render_template("training/together_module.html", reading=reading)


@bp.route("/modules/<module>/samen/<uid>", methods=["GET", "POST"])
@permit(can_lead_group, topic=(part_topic, "module", "uid"))
def together_part(topic: Topic, actor: Person) -> Answer:
    """Choose who is there for a part."""
    return _choose(topic, actor)


@bp.route("/leerpad/oefening/<item>/samen", methods=["GET", "POST"])
@permit(can_lead_group, topic=(practice_topic, "item"))
def together_practice(topic: Topic, actor: Person) -> Answer:
    """Choose who is there for a meeting or a practice."""
    return _choose(topic, actor)


@bp.get("/samen/<session>")
@permit(can_lead_group, sitting=(sitting_of, "session"))
def sitting(sitting: Sitting, actor: Person) -> Answer:
    """Show what the group does now, or who was there when it is done."""
    return _page(sitting, actor)


@bp.post("/samen/<session>/gedaan")
@permit(can_lead_group, sitting=(sitting_of, "session"))
def finish(sitting: Sitting, actor: Person) -> Answer:
    """Let it count for everybody who is ticked."""
    try:
        commands.finish_together(sitting, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".sitting", session=sitting.session.uid), 303)


@bp.post("/samen/<session>/wie")
@permit(can_lead_group, sitting=(sitting_of, "session"))
def who_is_there(sitting: Sitting, actor: Person) -> Answer:
    """Tick other people: before it is done, or on the same day."""
    form = _people_form(sitting, actor)
    if form.validate_on_submit():
        try:
            commands.change_who_is_there(sitting, form.people.data or (), by=actor, origin=origin())
            flash(_("Bewaard."))
            return redirect(url_for(".sitting", session=sitting.session.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(sitting, actor, people=form), 422


@bp.post("/samen/<session>/verteld")
@permit(can_lead_group, sitting=(sitting_of, "session"))
def heard(sitting: Sitting, actor: Person) -> Answer:
    """Keep who told it back."""
    form = hearing_form(by_ear_in(sitting))
    if form.validate_on_submit():
        try:
            telling.hear(sitting, form.heard, by=actor, origin=origin())
            flash(_("Bewaard wie het terugvertelde."))
            return redirect(url_for(".sitting", session=sitting.session.uid, _anchor="terugvertellen"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(sitting, actor, hearing=form), 422


def _choose(topic: Topic, actor: Person) -> Answer:
    places = places_led(actor)
    chosen = next((each for each in places if each.slug == request.args.get("wijk")), places[0])
    offered = group_in(chosen.id, topic.roles, actor)
    form = PeopleForm.with_people(offered, request.args.getlist("wie"))
    if form.validate_on_submit():
        try:
            begun = commands.begin_together(topic, chosen.id, form.people.data or (), by=actor, form_key=form.key)
            return redirect(url_for(".sitting", session=begun.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    told = {"topic": topic, "places": places, "chosen": chosen, "offered": offered, "form": form}
    return render_template("training/together_choose.html", **told), 422 if form.is_submitted() else 200


def _people_form(sitting: Sitting, actor: Person) -> PeopleForm:
    offered = group_in(sitting.session.neighbourhood_id, sitting.topic.roles, actor)
    shut = [row.person.uid for row in sitting.not_there]
    return PeopleForm.with_people(offered, [row.person.uid for row in sitting.there], shut)


def _page(sitting: Sitting, actor: Person, *, people: object = None, hearing: object = None) -> str:
    done = sitting.session.done_at is not None
    tellers = by_ear_in(sitting) if done and sitting.topic.module and sitting.is_of_today else ()
    return render_template(
        "training/together_done.html" if done else "training/together.html",
        sitting=sitting,
        topic=sitting.topic,
        cards=() if done else cards_of(sitting.topic.shown),
        people=(people or _people_form(sitting, actor)) if sitting.is_of_today else None,
        wrong=people is not None,
        hearing=(hearing or hearing_form(tellers)) if tellers else None,
    )
