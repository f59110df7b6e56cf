"""Before a session: what somebody brings, part by part."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.circles.commands import checkins
from lms.circles.commands.prework import bring_prework
from lms.circles.enums import Hushed
from lms.circles.forms.before import CardForm, CaseForm, PhotoForm, PlaceForm, PreworkForm, TalkForm, theme_with
from lms.circles.models import CircleSession
from lms.circles.policy import can_speak
from lms.circles.queries.checkins import Before, before_session
from lms.circles.queries.confidential import is_confidential, people_named_in
from lms.circles.queries.people import speakers_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import BaseForm, show_refusal

Answer = str | Response | tuple[str, int]
HERE = "/leerkringen/<circle>/<int:number>/vooraf"
SESSION = (session_inside, "circle", "number")


@bp.get(HERE)
@permit(can_speak, session=SESSION)
def before(session: CircleSession, actor: Person) -> Answer:
    """Show what somebody brings, with what they can take over."""
    return page_of(before_session(session, actor), actor)


@bp.post(f"{HERE}/wijk")
@permit(can_speak, session=SESSION)
def before_place(session: CircleSession, actor: Person) -> Answer:
    """Fill in for another neighbourhood."""
    found = before_session(session, actor)
    form = PlaceForm.of(found)
    chosen = next((each for each in found.places if each.slug == form.place.data), None)

    def save() -> None:
        if chosen is not None:
            checkins.come_for(session, chosen, by=actor)

    return saved(form, save, found, actor, place_form=form)


@bp.post(f"{HERE}/verhaal")
@permit(can_speak, session=SESSION)
def before_talk(session: CircleSession, actor: Person) -> Answer:
    """Save what works and what does not."""
    found = before_session(session, actor)
    form = TalkForm.of(found.checkin, found.themes)
    themes = (theme_with(form.works_theme.data, found.themes), theme_with(form.works_not_theme.data, found.themes))

    def save() -> None:
        checkins.say_what_works(session, form.works.data or "", form.works_not.data or "", themes=themes, by=actor)

    return saved(form, save, found, actor, talk=form)


@bp.post(f"{HERE}/moment")
@permit(can_speak, session=SESSION)
def before_moment(session: CircleSession, actor: Person) -> Answer:
    """Take over what somebody told already."""
    found, form = before_session(session, actor), BaseForm()
    told = next((each.moment for each in found.moments if each.moment.uid == request.form.get("moment")), None)
    works = request.form.get("als") == "works"

    def save() -> None:
        if told is not None:
            checkins.take_over(session, told, works=works, by=actor)

    return saved(form, save, found, actor, talk=TalkForm.of(found.checkin, found.themes))


@bp.post(f"{HERE}/kaart")
@permit(can_speak, session=SESSION)
def before_card(session: CircleSession, actor: Person) -> Answer:
    """Say that the card is right, or move a step of it, and whether the steps fit."""
    found = before_session(session, actor)
    if "klopt" in request.form:
        return saved(BaseForm(), lambda: checkins.say_where(session, by=actor, origin=origin()), found, actor)
    form = CardForm.of(found)

    def save() -> None:
        told: dict[str, Any] = {"fit": form.says(), "remark": form.remark.data or "", "form_key": form.key}
        checkins.say_where(session, moved=form.moved(), **told, by=actor, origin=origin())

    return saved(form, save, found, actor, card=form)


@bp.post(f"{HERE}/casus")
@permit(can_speak, session=SESSION)
def before_case(session: CircleSession, actor: Person) -> Answer:
    """Bring a case, or bring it otherwise."""
    found, people = before_session(session, actor), speakers_of(session.circle, but=actor)
    form = CaseForm.of(found, people, None)
    theme = theme_with(form.theme.data, found.themes)

    def save() -> None:
        told: dict[str, Any] = {"theme": theme, "named": form.chosen(people), "by": actor, "origin": origin()}
        checkins.bring_case(session, form.title.data, form.text.data or "", **told)

    return saved(form, save, found, actor, case=form)


@bp.post(f"{HERE}/casus/weg")
@permit(can_speak, session=SESSION)
def before_case_back(session: CircleSession, actor: Person) -> Answer:
    """Bring no case after all."""
    found = before_session(session, actor)
    return saved(BaseForm(), lambda: checkins.take_case_back(session, by=actor, origin=origin()), found, actor)


@bp.post(f"{HERE}/opdracht")
@permit(can_speak, session=SESSION)
def before_prework(session: CircleSession, actor: Person) -> Answer:
    """Save what somebody prepared."""
    found, form = before_session(session, actor), PreworkForm(prefix="opdracht")
    return saved(form, lambda: bring_prework(session, form.text.data or "", by=actor), found, actor, prework=form)


def page_of(found: Before, actor: Person, **sent: BaseForm) -> Answer:
    """Return the page, with the form that was sent in the place of a fresh one."""
    people, checkin = speakers_of(found.session.circle, but=actor), found.checkin
    hushed = checkin is not None and is_confidential(Hushed.CASE, checkin.id)
    named = people_named_in(Hushed.CASE, checkin.id) if checkin and hushed else None
    forms: dict[str, Any] = {
        "place_form": sent.get("place_form") or PlaceForm.of(found),
        "talk": sent.get("talk") or TalkForm.of(checkin, found.themes),
        "card": sent.get("card") or CardForm.of(found),
        "case": sent.get("case") or CaseForm.of(found, people, named),
        "prework": sent.get("prework")
        or PreworkForm(text=found.answer.text if found.answer else "", prefix="opdracht"),
        "photo": sent.get("photo") or PhotoForm(prefix="foto"),
    }
    page = render_template("circles/before.html", before=found, session=found.session, hushed=hushed, **forms)
    return page, 422 if sent else 200


def saved(form: BaseForm, save: Callable[[], object], found: Before, actor: Person, **sent: BaseForm) -> Answer:
    """Save one part and show the page again at once, or say in its form what is wrong."""
    circle, number = found.session.circle.slug, found.session.number
    if form.validate_on_submit():
        try:
            save()
            flash(_("Bewaard. Je kunt het veranderen tot de bijeenkomst begint."), "ok")
            return redirect(url_for(".before", circle=circle, number=number), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    if not sent:
        flash(" ".join(map(str, form.form_errors)) or _("Dit lukte niet. Probeer het opnieuw."), "warn")
        return redirect(url_for(".before", circle=circle, number=number), 303)
    return page_of(found, actor, **sent)
