"""Agreeing who does what by when, saying how it goes, handing it over, and looking back on it at a session."""

from datetime import date
from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from lms.accounts.models import Person
from lms.circles.commands.members import code_of
from lms.circles.commands.pulse import pulse, pulse_where_said
from lms.circles.enums import AgreementState, Hushed, SessionState
from lms.circles.models import AgendaItem, AgreementReview, Circle, CircleAgreement, CircleSession
from lms.circles.models.agenda import LONGEST_WHY
from lms.circles.models.work import CLOSED, LONGEST_REMARK
from lms.circles.policy import can_change_agreement, can_hand_over, can_run, speaks_in
from lms.circles.queries.confidential import is_confidential
from lms.circles.queries.running import own_place, people_of
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Theme

#: What stands outside a confidential session in the place of a reason that was given there.
IN_CONFIDENCE = _l("Verteld in een vertrouwelijke bijeenkomst")
LIVE = frozenset({SessionState.RUNNING, SessionState.WRAPPING_UP})


def agree(
    circle: Circle,
    title: str,
    owner: str,
    due_on: date,
    *,
    session: CircleSession | None = None,
    item: AgendaItem | None = None,
    theme: Theme | None = None,
    form_key: str,
    by: Person,
) -> CircleAgreement:
    """Keep who does what by when; ``owner`` is the uid of somebody in the circle. The same form twice is one.

    The neighbourhood is the one the owner comes for today; it stays when they come for another.
    """
    refuse_who_does_not_speak(circle, by)
    if session is not None:
        refuse_not_live(session)
    members = people_of(circle)
    person = next((each.person for each in members if each.person.uid == owner), None)
    if person is None:
        raise Refusal(_("Kies iemand uit deze leerkring."), "owner")
    said = {"title": title.strip(), "owner_id": person.id, "due_on": due_on}
    if before := row_of_form(CircleAgreement.by_id, form_key, by):
        return unchanged(before, **said)
    if due_on < today():
        raise Refusal(_("Deze dag is al geweest. Kies een dag die nog komt."), "due_on")
    row = CircleAgreement(form_key=form_key, circle_id=circle.id, **said, by_id=by.id)
    place = own_place(members, person)
    row.neighbourhood_id = place.id if place else None
    row.theme_id = theme.id if theme else item.theme_id if item else None
    row.born_in_id, row.item_id = session.id if session else None, item.id if item else None
    kept = first_of_form(CircleAgreement.by_id, row, by)
    if session is not None:
        pulse(session)
    return unchanged(kept, **said)


def say_how_it_goes(
    agreement: CircleAgreement,
    state: AgreementState,
    why: str = "",
    *,
    session: CircleSession | None = None,
    by: Person,
    origin: str,
) -> None:
    """Say how far an agreement is; who is stuck says why."""
    if not can_change_agreement(by, agreement):
        raise Refusal(_("Alleen wie het doet, wie het opschreef en de begeleider zeggen hoe het staat."))
    why = why.strip() if state is AgreementState.STUCK else ""
    if state is AgreementState.STUCK and not why:
        raise Refusal(_("Schrijf in één zin waardoor het vastzit. Dan kan de kring meedenken."), "why")
    if (agreement.state, agreement.stuck_why) == (state, why):
        return
    agreement.state, agreement.stuck_why = state, why
    agreement.closed_at = now() if state in CLOSED else None
    agreement.done_in_id = session.id if session and state is AgreementState.DONE else None
    db.session.flush()
    audit.record("circle.agreement", _name(agreement), state.value, actor_uid=by.uid, origin=origin)
    pulse_where_said(session.id if session else agreement.born_in_id)


def hand_over(agreement: CircleAgreement, owner: str, *, by: Person, origin: str) -> None:
    """Let somebody else in the circle do it; the neighbourhood is theirs of today."""
    members = people_of(agreement.circle)
    left = agreement.owner_id not in {each.person_id for each in members}
    if not can_hand_over(by, agreement, left=left):
        raise Refusal(_("Alleen wie het doet, wie het opschreef en de begeleider geven het aan een ander."))
    person = next((each.person for each in members if each.person.uid == owner), None)
    if person is None:
        raise Refusal(_("Kies iemand uit deze leerkring."), "owner")
    place = own_place(members, person)
    agreement.owner_id = person.id
    agreement.neighbourhood_id = place.id if place else None
    db.session.flush()
    audit.record("circle.agreement_hand_over", _name(agreement), actor_uid=by.uid, origin=origin)
    pulse_where_said(agreement.born_in_id)


def share_focus(agreement: CircleAgreement, session: CircleSession, *, by: Person) -> None:
    """Make this the one thing everybody works on after this session; the one before is an agreement like the others."""
    if not can_run(by, session) or agreement.born_in_id != session.id:
        raise Refusal(_("De begeleider kiest één afspraak van deze bijeenkomst waar iedereen aan werkt."))
    same = (CircleAgreement.born_in_id == session.id, CircleAgreement.is_shared_focus)
    db.session.execute(update(CircleAgreement).where(*same).values(is_shared_focus=False))
    db.session.flush()
    agreement.is_shared_focus = True
    db.session.flush()
    pulse(session)


def look_back(
    session: CircleSession,
    agreement: CircleAgreement,
    state: AgreementState,
    remark: str = "",
    *,
    why: str = "",
    by: Person,
    origin: str,
) -> AgreementReview:
    """At a session, say how far an older agreement is: the one row changes, and the session keeps how it stood then."""
    refuse_who_does_not_speak(session.circle, by)
    refuse_not_live(session)
    if agreement.circle_id != session.circle_id or agreement.born_in_id == session.id:
        raise Refusal(_("Op deze afspraak kijken jullie hier niet terug."))
    remark = remark.strip()
    if len(remark) > LONGEST_REMARK:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_REMARK), "remark")
    why = (
        IN_CONFIDENCE
        if is_confidential(Hushed.SESSION, session.id)
        else why or shorten(remark, LONGEST_WHY, placeholder="…")
    )
    say_how_it_goes(agreement, state, str(why), session=session, by=by, origin=origin)
    key = (session.id, agreement.id)
    row = db.session.get(AgreementReview, key, with_for_update=True, populate_existing=True)
    if row is None:
        row = AgreementReview(session_id=session.id, agreement_id=agreement.id, state_then=state)
        db.session.add(row)
    row.state_then, row.remark, row.by_id, row.at = state, remark, by.id, now()
    db.session.flush()
    pulse(session)
    return row


def refuse_who_does_not_speak(circle: Circle, by: Person) -> None:
    """Refuse who is not in the circle, or only looks on."""
    if not speaks_in(by, circle):
        raise Refusal(_("Alleen wie in deze leerkring zit, schrijft mee."))


def refuse_not_live(session: CircleSession) -> None:
    """Refuse to write at a session that has not begun or is over."""
    if session.state not in LIVE:
        raise Refusal(_("Deze bijeenkomst is niet bezig. Je kunt hier nu niets opschrijven."))


def _name(agreement: CircleAgreement) -> str:
    return f"{code_of(agreement.circle)}/{agreement.uid}"
