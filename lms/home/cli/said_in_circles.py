"""What people of the demo programme caught, agreed and wrote at the sessions that were, and what they took home."""

from datetime import timedelta

from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.circles.commands.agreements import agree
from lms.circles.commands.capture import Caught, capture
from lms.circles.commands.decisions import decide
from lms.circles.commands.feedback import OPEN_FOR, answer_question, close_rounds, open_round
from lms.circles.commands.session_notes import write_note
from lms.circles.enums import MemberRole, Polarity, Stage
from lms.circles.models import CircleSession, FeedbackRound
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.attending import participants_there
from lms.circles.queries.running import people_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import local, today
from lms.kernel.db import db

#: What was heard, in turn at three sessions: the number of the theme, what it says of it, and a condition.
HEARD = (
    (2, Polarity.WORKS, "Samen koffie drinken en pas later over roken beginnen.", ""),
    (3, Polarity.WORKS_SOMETIMES, "Samen bellen met de stopcoach lukt goed.", "je elkaar al kent"),
    (3, Polarity.WORKS_NOT, "Alleen een telefoonnummer meegeven. Dan belt bijna niemand.", ""),
    (1, Polarity.WORKS, "Langs de deuren gaan met iemand uit de straat.", ""),
    (4, Polarity.OPEN_QUESTION, "Wie belt er na als de stopcoach met vakantie is?", ""),
    (1, Polarity.WORKS_NOT, "Langs de deuren gaan. Mensen dachten dat we iets verkochten.", ""),
)
SESSIONS = 3
AGREED = ("Eén zin maken om samen te bellen", "De stopcoach uitnodigen in het buurthuis", "Uitzoeken wie er nabelt")
DECIDED = "We beginnen elke keer met wat er lukte."
NOTE = "We spraken lang over het eerste gesprek. Iedereen kent wel iemand die zelf gestopt is."
#: How much people had from a session, from 1 to 5, and what they took home.
TAKEN = (
    (5, "Ik vraag nu eerst hoe het gaat, en pas later of iemand rookt."),
    (4, "Anderen lopen tegen hetzelfde aan. Dat helpt."),
    (3, "Ik had nog langer over de casus willen praten."),
    (5, ""),
    (4, ""),
)


def write_along(session: CircleSession, facilitator: Person) -> None:
    """Let the people of a circle write along at a session, as if it runs now."""
    was, session.stage = session.stage, Stage.RUNNING
    turn = (session.number - 1) % SESSIONS
    themes = {theme.number: theme for theme in themes_of(session.circle)}
    members = people_of(session.circle)
    comers = [each for each in members if each.role is MemberRole.PARTICIPANT]
    for place, (number, polarity, words, condition) in enumerate(HEARD[turn::SESSIONS] if comers and themes else ()):
        member = comers[(turn + place) % len(comers)]
        caught = Caught(polarity, themes[number], words, condition, member.neighbourhood)
        capture(session, caught, made_at=session.meeting.starts_at, client_key=new_uid(24), by=facilitator)
    for place, title in enumerate(AGREED[turn::SESSIONS]):
        owner = comers[(turn + place) % len(comers)].person if comers else facilitator
        due = today() + timedelta(days=14 + 7 * place)
        agree(session.circle, title, owner.uid, due, session=session, form_key=new_uid(24), by=facilitator)
    if turn == 0:
        decide(session, DECIDED, today() + timedelta(days=7), form_key=new_uid(24), by=facilitator)
    write_note(session, None, NOTE, seen=0, by=facilitator)
    session.stage = was


def take_home(session: CircleSession) -> None:
    """Let people who were there answer the one question, and let the days for it be over."""
    open_round(session)
    there = [person_by_id(each.person_id) for each in participants_there(session)]
    for person, (useful, words) in zip(there, TAKEN, strict=False):
        if person is not None:
            answer_question(session, useful, words if session.number == 1 else "", by=person)
    db.session.get_one(FeedbackRound, session.id).last_day = local(session.meeting.ends_at).date() + OPEN_FOR
    db.session.flush()
    close_rounds()
