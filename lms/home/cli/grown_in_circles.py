"""What grew from what was said in the circles of the demo programme, and what people bring to the next session."""

from datetime import timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.circles.commands.checkins import say_what_works
from lms.circles.commands.consent import ask_to_share, choose_readers
from lms.circles.commands.learning import ask_question, freeze_agenda, unfold
from lms.circles.commands.peers import offer_calls
from lms.circles.commands.prework import set_assignment
from lms.circles.commands.uses import tell_use
from lms.circles.enums import Attribution, Folded, MemberRole, Polarity, Stage, UseResult, Visibility
from lms.circles.models import Circle, CircleMember, CircleSession, Insight
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.running import people_of
from lms.circles.queries.sessions import sessions_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import local, today
from lms.kernel.db import db
from lms.programme.models import CardStep, Neighbourhood

ORIGIN = "demo"
QUESTION = "Hoe krijgen we de huisartsen mee?"
SECOND_ORDER, BARRIER = "Wat moet er anders in hoe we samenwerken?", "Huisartsen hebben geen tijd voor overleg."
ASSIGNMENT = (
    "Loop een rondje door je wijk. Maak een foto van een plek waar mensen elkaar spreken. Geen mensen op de foto."
)
WORKS, WORKS_NOT = "De wandelgroep is nu elke week.", "De posters in de bieb las niemand."
#: What came of it elsewhere, with what was done otherwise.
USES = (
    (UseResult.WORKED, "Met thee in het buurthuis."),
    (UseResult.WORKED, "Na de taalles."),
    (UseResult.PARTLY, "Het lukte pas de derde keer."),
    (UseResult.WORKED, ""),
    (UseResult.NOT, "Er was geen rustige plek."),
)


def grow(circle: Circle, facilitator: Person) -> None:
    """Let insights be shared and tried, two neighbourhoods contradict each other, and people bring something along."""
    comers = [each for each in people_of(circle) if each.role is MemberRole.PARTICIPANT and each.neighbourhood]
    found = select(Insight).where(Insight.circle_id == circle.id).order_by(Insight.id)
    insights = list(db.session.scalars(found))
    held = [each for each in sessions_of(circle, facilitator) if each.stage is Stage.FINAL]
    coming = next((each for each in sessions_of(circle, facilitator) if each.can_be_planned), None)
    if len(comers) < 2 or not insights or coming is None:
        return
    _share(insights, facilitator)
    _contradict(insights, comers[0])
    _learn(circle, held, facilitator)
    _bring(coming, comers, facilitator)


def _share(insights: list[Insight], facilitator: Person) -> None:
    """Share what works, with what other neighbourhoods made of it, and leave one question whether it may be shared."""
    works = next(each for each in insights if each.polarity is Polarity.WORKS)
    contributor = person_by_id(works.contributor_id) if works.contributor_id else None
    if contributor is None:
        return
    choose_readers(works, Visibility.PUBLIC, Attribution.NEIGHBOURHOOD, by=contributor, origin=ORIGIN)
    others = Neighbourhood.id != works.neighbourhood_id, Neighbourhood.director_id.is_not(None)
    places = db.session.scalars(select(Neighbourhood).where(*others).order_by(Neighbourhood.id).limit(len(USES)))
    for (result, words), place in zip(USES, places, strict=False):
        director = person_by_id(place.director_id) if place.director_id else None
        if director is not None:
            on = today() - timedelta(days=7)
            tell_use(works, place, result, adaptation=words, used_on=on, form_key=new_uid(24), by=director)
    sometimes = next((each for each in insights if each.polarity is Polarity.WORKS_SOMETIMES), None)
    if sometimes is not None and sometimes.contributor_id:
        ask_to_share(sometimes, Visibility.PROGRAMME, by=facilitator, origin=ORIGIN)


def _contradict(insights: list[Insight], comer: CircleMember) -> None:
    """Let two neighbourhoods say the opposite about one step of the card."""
    version = comer.neighbourhood.card_version_id if comer.neighbourhood else None
    found = select(CardStep.key).where(CardStep.card_version_id == version).order_by(CardStep.number).offset(2)
    step = db.session.scalars(found.limit(1)).first()
    last = {each.polarity: each for each in insights}
    pair = (last.get(Polarity.WORKS), last.get(Polarity.WORKS_NOT))
    for insight in pair:
        if insight is not None:
            insight.step_key = step
    db.session.flush()


def _learn(circle: Circle, held: list[CircleSession], facilitator: Person) -> None:
    """Carry a question from session to session: it asks for more time."""
    unfold(circle, Folded.LEARNING_AGENDA, by=facilitator, origin=ORIGIN)
    theme = next(iter(themes_of(circle)), None)
    ask_question(
        circle,
        QUESTION,
        second_order=SECOND_ORDER,
        barrier=BARRIER,
        theme=theme,
        opened_in=held[0] if held else None,
        form_key=new_uid(24),
        by=facilitator,
    )
    for each in held:
        freeze_agenda(each, by=facilitator, origin=ORIGIN)


def _bring(coming: CircleSession, comers: list[CircleMember], facilitator: Person) -> None:
    """Let all but the first bring something to the session that comes, and agree to be called."""
    due = local(coming.meeting.starts_at).date() - timedelta(days=2)
    set_assignment(coming, ASSIGNMENT, due, photos=True, by=facilitator)
    first = next(iter(themes_of(coming.circle)), None)
    for each in comers[1:3]:
        person = person_by_id(each.person_id)
        if person is None or each.neighbourhood is None:
            continue
        say_what_works(coming, WORKS, WORKS_NOT, themes=(first, None), by=person)
        offer_calls(each.neighbourhood, by=person)
