"""A learning circle in the scenery: five sessions, from one that was to a draft, with all that people say there.

Its people come for Havenbuurt. A guest and a researcher look on, an adviser and the coordinator know its programme, and
one session and one case are for named people only.
"""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

from PIL import Image
from sqlalchemy import select

from lms.accounts.models import Person
from lms.circles.commands.agreements import agree
from lms.circles.commands.capture import Caught, capture
from lms.circles.commands.checkins import bring_case, say_what_works
from lms.circles.commands.circles import accept_rules, make_circle, write_goal, write_rules
from lms.circles.commands.confidential import mark_confidential
from lms.circles.commands.consent import choose_readers
from lms.circles.commands.decisions import decide
from lms.circles.commands.feedback import answer_question
from lms.circles.commands.followups import answer_followup, ask_followups
from lms.circles.commands.learning import ask_question, unfold
from lms.circles.commands.members import add_member
from lms.circles.commands.peers import ask_call, offer_calls
from lms.circles.commands.prework import add_photo, bring_prework, invite_expert, set_assignment
from lms.circles.commands.reports import add_to_report, begin_report, fix_reports
from lms.circles.commands.running import begin_session, round_off, say_where_it_stands
from lms.circles.commands.series import Day, plan_series, publish_session
from lms.circles.commands.session_notes import write_note
from lms.circles.commands.uses import tell_use
from lms.circles.commands.waiting import propose
from lms.circles.enums import (
    Attribution,
    Folded,
    Hushed,
    ItemState,
    MemberRole,
    Polarity,
    Used,
    UseResult,
    Visibility,
)
from lms.circles.models import Circle, CircleSession, FollowUp, Insight, PreworkPhoto, Report, SessionNote
from lms.circles.queries.agenda import agenda_of, themes_of
from lms.circles.queries.circles import open_membership
from lms.circles.queries.sessions import sessions_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.meetings.commands.attendance import record_attendance
from lms.meetings.enums import Attendance
from lms.programme.commands.evidence import keep_file
from lms.programme.models import Neighbourhood, Programme
from lms.toolkit.enums import ItemKind
from lms.toolkit.models import Item
from tests.journeys.neighbour import CANARY, COORDINATOR, DIRECTOR, STEP, WORKER, here
from tests.journeys.visits_circles import (
    DRAFT,
    FACILITATOR,
    GUEST,
    HUSHED,
    OTHER_DIRECTOR,
    PLANNED,
    RESEARCHER,
    RUNNING,
)

Cast = Callable[[str], Person]
BY = {"origin": "test"}


def settle(who: Cast) -> dict[str, str]:
    """Make the circle with its five sessions; return the values of addresses."""
    circle = _circle(who)
    sessions = _sessions(circle, who(FACILITATOR), who(DIRECTOR))
    values = _was(sessions[0], who) | _runs(sessions[1], who) | _comes(sessions[2], who)
    values |= _beside(circle, sessions[0], who)
    member = open_membership(circle, who(WORKER))
    assert member is not None
    trial = select(Item.slug).where(Item.kind == ItemKind.TRIAL).order_by(Item.id).limit(1)
    return values | {
        "circle": circle.slug,
        "done": "1",
        "running": str(RUNNING),
        "coming": str(PLANNED),
        "hushed": str(HUSHED),
        "unsent": str(DRAFT),
        "series": sessions[0].series.uid,
        "circle_member": member.uid,
        "about": "alles",
        "act": "omhoog",
        "trial": db.session.scalars(trial).one(),
    }


def _circle(who: Cast) -> Circle:
    coordinator, place = {"by": who(COORDINATOR), **BY}, here()
    programme = db.session.get_one(Programme, place.programme_id)
    circle = make_circle(programme, "Leerkring Haven", capacity=12, form_key=new_uid(24), **coordinator)
    write_rules(circle, f"Wat hier gezegd wordt, blijft hier. {CANARY}-huisregel", seen=0, **coordinator)
    add_member(circle, who(FACILITATOR), MemberRole.FACILITATOR, None, **coordinator)
    for name in (DIRECTOR, WORKER):
        add_member(circle, who(name), MemberRole.PARTICIPANT, place, **coordinator)
    add_member(circle, who(GUEST), MemberRole.GUEST, None, **coordinator)
    add_member(circle, who(RESEARCHER), MemberRole.RESEARCHER, None, **coordinator)
    member = open_membership(circle, who(DIRECTOR))
    assert member is not None
    accept_rules(member, circle.rules_number, by=who(DIRECTOR), **BY)
    write_goal(member, f"De huisarts doet mee. {CANARY}-doel", f"Samen lopen. {CANARY}-aanbod", by=who(DIRECTOR))
    return circle


def _sessions(circle: Circle, by: Person, named: Person) -> list[CircleSession]:
    subjects = (
        f"Weer {CANARY}-programma",
        "Nu samen",
        "Straks samen",
        f"Stil {CANARY}-besloten",
        f"{CANARY}-kladkring",
    )
    days = [_day(subject, 3 + number) for number, subject in enumerate(subjects)]
    plan_series(circle, "Reeks van de haven", days, script="gelijk-8", by=by, form_key=new_uid(24), **BY)
    sessions = list(sessions_of(circle, by))
    mark_confidential(Hushed.SESSION, sessions[HUSHED - 1].id, circle, [named], by=by, **BY)
    for session in sessions[: DRAFT - 1]:
        publish_session(session, by=by, **BY)
    _held_at(sessions[0], now() - timedelta(days=50))
    _held_at(sessions[1], now() - timedelta(minutes=20))
    return sessions


def _was(session: CircleSession, who: Cast) -> dict[str, str]:
    """Let the first session have been: it has a report that is fixed, answers, and a question after six weeks."""
    by = {"by": who(FACILITATOR)}
    for name in (DIRECTOR, WORKER):
        _there(session, who(name))
    begin_session(session, **by, **BY)
    heard = {name: _heard(session, who(WORKER), word) for name, word in _HEARD.items()}
    for visibility in (Visibility.PROGRAMME, Visibility.PUBLIC):
        kept = heard[f"insight_{'inside' if visibility is Visibility.PROGRAMME else 'shown'}"]
        choose_readers(kept, visibility, Attribution.ANONYMOUS, by=who(WORKER), **BY)
    agreed = _agreed(session, who, f"De huisarts bellen {CANARY}-kringafspraak")
    made = f"Elke maand op vrijdag {CANARY}-kringbesluit"
    decided = decide(session, made, today() + timedelta(days=1), form_key=new_uid(24), **by)
    decided.review_on = today()  # the day came
    write_note(session, None, f"Het was druk {CANARY}-kringnotitie", seen=0, by=who(WORKER))
    for each in agenda_of(session).items:
        say_where_it_stands(session, each, ItemState.DISCUSSED, **by)
    round_off(session, **by, **BY)
    _report(session, who)
    return {
        **{name: each.uid for name, each in heard.items()},
        "circle_agreement": agreed,
        "circle_decision": decided.uid,
    }


_HEARD = {
    "insight": f"Samen fietsen {CANARY}-inzicht",
    "insight_inside": f"Samen zwemmen {CANARY}-programmales",
    "insight_shown": "Samen zingen werkt.",
    "insight_other": f"Samen wandelen {CANARY}-inzicht",
}


def _report(session: CircleSession, who: Cast) -> None:
    begin_report(session)
    answer_question(session, 4, f"{CANARY}-anoniem", by=who(WORKER))
    report = db.session.get_one(Report, session.id)
    report.last_day, report.warned_on = today() - timedelta(days=2), today() - timedelta(days=2)
    db.session.flush()
    fix_reports()
    add_to_report(session, f"Het was in mei. {CANARY}-aanvulling", form_key=new_uid(24), by=who(DIRECTOR), **BY)
    ask_followups()
    mine = db.session.get_one(FollowUp, (session.id, who(WORKER).id))
    told = {"form_key": new_uid(24), "by": who(WORKER)}
    answer_followup(mine, Used.PARTLY, f"Het lukte half. {CANARY}-zesweken", **told)


def _runs(session: CircleSession, who: Cast) -> dict[str, str]:
    """Let the second session run: people write along, and a note was written twice."""
    _there(session, who(DIRECTOR))
    begin_session(session, by=who(FACILITATOR), **BY)
    _heard(session, who(DIRECTOR), f"Samen lunchen {CANARY}-inzicht")
    _agreed(session, who, f"De school mailen {CANARY}-kringafspraak")
    decide(session, f"Niet meer bellen {CANARY}-kringbesluit", None, form_key=new_uid(24), by=who(DIRECTOR))
    write_note(session, None, f"Eerst {CANARY}-kringnotitie", seen=0, by=who(WORKER))
    write_note(session, None, f"Later {CANARY}-kringnotitie", seen=1, by=who(DIRECTOR))
    note = select(SessionNote.uid).where(SessionNote.session_id == session.id)
    block = next(each for each in agenda_of(session).items if each.theme_id)
    return {"circle_note": db.session.scalars(note).one(), "running_block": block.uid}


def _comes(session: CircleSession, who: Cast) -> dict[str, str]:
    """Let people bring things to the third session, one of them a case for the facilitator alone."""
    worker, facilitator = who(WORKER), who(FACILITATOR)
    themes = (None, None)
    words = (f"Het lukt {CANARY}-ingebracht", f"Het lukt niet {CANARY}-ingebracht")
    say_what_works(session, *words, themes=themes, by=worker)
    titles = (f"Een stille straat {CANARY}-casus", f"Niemand doet open {CANARY}-casus")
    bring_case(session, *titles, theme=None, by=who(DIRECTOR), **BY)
    hidden = (f"Een gezin {CANARY}-geheim", f"Moeilijk {CANARY}-geheim")
    bring_case(session, *hidden, theme=None, named=[facilitator], by=worker, **BY)
    proposal = propose(session.circle, session, f"Wie belt er na? {CANARY}-voorstelkring", theme=None, by=worker)
    assert proposal.session_id == session.id
    set_assignment(session, f"Maak een foto {CANARY}-opdracht", today(), photos=True, by=facilitator)
    bring_prework(session, f"Dit zag ik {CANARY}-voorbereid", by=worker)
    kept = keep_file(_picture(), "hek.jpg", consent=True)
    add_photo(session, kept, f"Een hek {CANARY}-kringfoto", consent=True, form_key=new_uid(24), by=worker)
    given = {"form_key": new_uid(24), "by": facilitator, **BY}
    link, token = invite_expert(session, f"{CANARY}-deskundige", "Het instituut", **given)
    photo = db.session.scalars(select(PreworkPhoto.uid).order_by(PreworkPhoto.id.desc()).limit(1)).one()
    block = next(each for each in agenda_of(session).items if each.theme_id)
    return {"prework_photo": photo, "expert_link": link.uid, "expert": token or "", "block": block.uid}


def _beside(circle: Circle, session: CircleSession, who: Cast) -> dict[str, str]:
    """Open the learning agenda and the yield, tell of a use elsewhere, and ask a colleague for a call."""
    facilitator = who(FACILITATOR)
    for what in Folded:
        unfold(circle, what, by=facilitator, **BY)
    asked = f"Wie ontbreekt er? {CANARY}-leervraag"
    question = ask_question(circle, asked, opened_in=session, form_key=new_uid(24), by=facilitator)
    insight = db.session.scalars(select(Insight).where(Insight.statement == _HEARD["insight"])).one()
    use = {"adaptation": f"Met de bus {CANARY}-aangepast", "form_key": new_uid(24), "by": who(DIRECTOR)}
    tell_use(insight, here(), UseResult.WORKED, **use)
    offer = offer_calls(here(), by=who(WORKER))
    offer.person = who(WORKER)
    other = db.session.scalars(select(Neighbourhood).where(Neighbourhood.slug == "oosterveld")).one()
    words = (f"Hoe begin je? {CANARY}-belvraag", f"Bel {CANARY}-belnummer")
    call = ask_call(offer, other, STEP, *words, by=who(OTHER_DIRECTOR))
    return {"learning_question": question.uid, "offer": offer.uid, "call": call.uid}


def _heard(session: CircleSession, by: Person, words: str) -> Insight:
    caught = Caught(Polarity.WORKS, themes_of(session.circle)[0], words, "", here())
    kept = capture(session, caught, client_key=new_uid(24), by=by)
    kept.contributor_id = by.id  # two people come for Havenbuurt, so nobody knows by itself who said it
    db.session.flush()
    return kept


def _agreed(session: CircleSession, who: Cast, title: str) -> str:
    due = today() + timedelta(days=14)
    given = {"session": session, "form_key": new_uid(24), "by": who(FACILITATOR)}
    return agree(session.circle, title, who(DIRECTOR).uid, due, **given).uid


def _there(session: CircleSession, person: Person) -> None:
    record_attendance(session.meeting, {person.uid: Attendance.HERE}, by=person)


def _held_at(session: CircleSession, begins: datetime) -> None:
    """Let a session have begun: people were invited before."""
    meeting = session.meeting
    meeting.starts_at, meeting.ends_at = begins, begins + timedelta(hours=3)
    db.session.flush()


def _day(subject: str, days: int) -> Day:
    begins = (now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    return Day(subject, begins, begins + timedelta(hours=3), place="Het Dok")


def _picture() -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), (40, 120, 200)).save(kept, "JPEG")
    kept.seek(0)
    return kept
