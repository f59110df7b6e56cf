"""Bringing something to a session beforehand, in parts; everything can be changed until it begins."""

from collections.abc import Iterable, Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.circles.commands.agenda import refuse_too_many
from lms.circles.commands.confidential import lift_confidential, mark_confidential
from lms.circles.enums import Hushed, ItemKind, ItemState
from lms.circles.models import AgendaItem, CheckIn, CircleSession
from lms.circles.models.checkin import LONGEST_WORDS
from lms.circles.policy import speaks_in
from lms.circles.queries.checkins import checkin_of, is_open, places_to_speak_for, silent_about
from lms.circles.queries.confidential import is_confidential, items_of_case
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.feedback import give_feedback
from lms.programme.commands.steps import move_step
from lms.programme.enums import Fit, StepStatus
from lms.programme.models import Moment, Neighbourhood, Theme
from lms.programme.policy import can_move_steps
from lms.programme.queries.where import where_of

REMINDER = "circle.checkin_reminder"
CASE_MINUTES = 20


def begin_checkin(session: CircleSession, *, by: Person) -> CheckIn:
    """Return what somebody brings, locked; the first time it is for the neighbourhood they come for."""
    if not speaks_in(by, session.circle):
        raise Refusal(_("Alleen wie in deze leerkring zit, vult dit in."))
    if not is_open(session):
        raise Refusal(_("De bijeenkomst is begonnen. Vertel het daar."))
    checkin = checkin_of(session, by, lock=True)
    if checkin is None:
        place = next(iter(places_to_speak_for(session, by)), None)
        checkin = CheckIn(session_id=session.id, person_id=by.id, neighbourhood_id=place.id if place else None)
        try:
            with db.session.begin_nested():
                db.session.add(checkin)
        except IntegrityError:  # two tabs at once
            pass
        checkin = checkin_of(session, by, lock=True)
        assert checkin is not None  # noqa: S101 -- it was written just now
    checkin.changed_at = now()
    return checkin


def come_for(session: CircleSession, neighbourhood: Neighbourhood, *, by: Person) -> CheckIn:
    """Fill in for another neighbourhood; what was said of the card of the one before is asked again."""
    checkin = begin_checkin(session, by=by)
    if neighbourhood.id not in {each.id for each in places_to_speak_for(session, by)}:
        raise Refusal(_("Kies een wijk waar je zelf voor komt."), "place")
    if checkin.neighbourhood_id != neighbourhood.id:
        checkin.neighbourhood_id, checkin.card_at, checkin.fit, checkin.fit_remark = neighbourhood.id, None, None, ""
    db.session.flush()
    return checkin


def say_what_works(
    session: CircleSession, works: str, works_not: str, *, themes: tuple[Theme | None, Theme | None], by: Person
) -> CheckIn:
    """Say what works and what does not, each on a theme when somebody chose one."""
    checkin = begin_checkin(session, by=by)
    checkin.works, checkin.works_not = works.strip(), works_not.strip()
    checkin.works_theme_id, checkin.works_not_theme_id = (each.id if each else None for each in themes)
    db.session.flush()
    return checkin


def take_over(session: CircleSession, moment: Moment, *, works: bool, by: Person) -> CheckIn:
    """Take over what somebody told already, as something that works or does not; once."""
    checkin = begin_checkin(session, by=by)
    said = checkin.works if works else checkin.works_not
    if moment.text not in said:
        whole = f"{said}\n{moment.text}".strip()
        if len(whole) > LONGEST_WORDS:
            raise Refusal(_("Dit past er niet meer bij. Maak je tekst eerst korter."))
        checkin.works, checkin.works_not = (whole, checkin.works_not) if works else (checkin.works, whole)
    db.session.flush()
    return checkin


def say_where(
    session: CircleSession,
    *,
    moved: tuple[str, StepStatus, str] | None = None,
    fit: Fit | None = None,
    remark: str = "",
    form_key: str = "",
    by: Person,
    origin: str,
) -> CheckIn:
    """Say that the card is right ("Klopt nog"), or move one step of it, and whether the steps fit the work.

    ``moved`` is the step, where it stands now, and what changed; only who leads moves steps.
    """
    checkin = begin_checkin(session, by=by)
    place = next((each for each in places_to_speak_for(session, by) if each.id == checkin.neighbourhood_id), None)
    if place is None:
        raise Refusal(_("Kies eerst voor welke wijk je komt."))
    if moved is not None:
        if not can_move_steps(by, place):
            raise Refusal(_("Alleen de wijkregisseur zegt waar de wijk staat."))
        move_step(place, moved[0], moved[1], by=by, origin=origin, reason=moved[2])
    here = where_of(place).here
    if fit is not None and here is not None and (checkin.fit, checkin.fit_remark) != (fit, remark.strip()):
        give_feedback(place, here.step.key, fit, remark, form_key=form_key, by=by)
        checkin.fit, checkin.fit_remark = fit, remark.strip()
    checkin.card_at = now()
    db.session.flush()
    return checkin


def bring_case(
    session: CircleSession,
    title: str,
    text: str,
    *,
    theme: Theme | None,
    named: Iterable[Person] | None = None,
    by: Person,
    origin: str,
) -> CheckIn:
    """Bring a case: it is proposed for the agenda. With ``named`` it is confidential, and the agenda has no word of it.

    Once it is on the agenda its words still change here, until the session begins.
    """
    checkin = begin_checkin(session, by=by)
    checkin.case_title, checkin.case_text = title.strip(), text.strip()
    checkin.case_theme_id = theme.id if theme else None
    if not checkin.case_title:
        raise Refusal(_("Vul in waar je casus over gaat. Bijvoorbeeld: bewoners haken af."), "title")
    if checkin.item is None:
        refuse_too_many(session)
        item = AgendaItem(circle_id=session.circle_id, session_id=session.id, kind=ItemKind.CONSULTATION, title="-")
        item.state, item.minutes = ItemState.PROPOSED, CASE_MINUTES
        item.presenter_id = item.by_id = by.id
        db.session.add(item)
        db.session.flush()
        checkin.item = item
    db.session.flush()
    if named is None:
        lift_confidential(Hushed.CASE, checkin.id, session.circle, by=by, origin=origin)
    else:
        mark_confidential(Hushed.CASE, checkin.id, session.circle, named, by=by, origin=origin)
    _put_words(checkin, hushed=named is not None)
    return checkin


def take_case_back(session: CircleSession, *, by: Person, origin: str) -> CheckIn:
    """Bring no case after all; a proposal nobody put on goes away, one that is on loses its words."""
    checkin = begin_checkin(session, by=by)
    items = _items(checkin)
    checkin.case_title = checkin.case_text = ""
    checkin.case_theme_id = checkin.item_id = None
    checkin.item = None
    db.session.flush()
    if is_confidential(Hushed.CASE, checkin.id):
        lift_confidential(Hushed.CASE, checkin.id, session.circle, by=by, origin=origin)
    if [each.state for each in items] == [ItemState.PROPOSED]:
        db.session.delete(items[0])
    else:
        for each in items:
            each.title, each.about = _("Casus (teruggenomen)"), ""
    db.session.flush()
    return checkin


def remind_silent(session: CircleSession, *, by: Person, origin: str) -> int:
    """Ask those who brought nothing yet, at most once a day; return how many are silent."""
    if not is_open(session):
        raise Refusal(_("De bijeenkomst is begonnen. Herinneren heeft geen zin meer."))
    silent = silent_about(session)
    name, number = session.circle.name, session.number

    def sentence() -> str:
        return _("Vul in wat je meeneemt naar bijeenkomst %(number)s van %(name)s", number=number, name=name)

    notify_all(
        silent,
        cause=REMINDER,
        object=f"circle/{session.circle.uid}/session/{number}",
        version=today().isoformat(),
        text=LazyString(sentence),
        url=f"/leerkringen/{session.circle.slug}/{number}/vooraf",
    )
    audit.record("circle.remind", f"circle/{session.circle.uid}", actor_uid=by.uid, origin=origin)
    return len(silent)


def _put_words(checkin: CheckIn, *, hushed: bool) -> None:
    """Let every agenda it is on say what the case is about, or only that there is one."""
    for item in _items(checkin):
        item.title = _("Vertrouwelijke casus") if hushed else checkin.case_title
        item.about = "" if hushed else checkin.case_text
        item.theme_id = None if hushed else checkin.case_theme_id
    db.session.flush()


def _items(checkin: CheckIn) -> Sequence[AgendaItem]:
    """Return what stands on agendas for a case, also where it was carried over to or repeated."""
    db.session.flush()
    return db.session.scalars(select(AgendaItem).where(AgendaItem.id.in_(items_of_case(checkin.id)))).all()
