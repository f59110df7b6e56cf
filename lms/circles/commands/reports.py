"""Beginning the report of a session, correcting one's own words in it, fixing it, and adding to it afterwards."""

from collections.abc import Callable
from datetime import timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.circles.commands.feedback import open_round
from lms.circles.commands.followups import plan_followups
from lms.circles.commands.insights import Words, edit_insight
from lms.circles.commands.pulse import pulse
from lms.circles.enums import LineKind, Stage
from lms.circles.models import (
    Addendum,
    CircleAgreement,
    CircleDecision,
    CircleSession,
    Insight,
    Report,
    ReportLine,
    RoundLine,
)
from lms.circles.models.insights import LONGEST_STATEMENT
from lms.circles.models.reports import LONGEST_ADDENDUM
from lms.circles.models.work import LONGEST_AGREEMENT, LONGEST_DECISION, LONGEST_REMARK
from lms.circles.policy import speaks_in
from lms.circles.queries.confidential import kept_from
from lms.circles.queries.people import speakers_of
from lms.circles.queries.reports import lines_of
from lms.circles.queries.sessions import session_of_meeting
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.working_days import add_working_days
from lms.meetings.models import Meeting
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Neighbourhood
from lms.ui.formats import day

BEGUN, WARNED = "circle.report", "circle.report_fixed_soon"
#: How many working days people have to correct their own words.
WORKING_DAYS = 5
BATCH = 20
LONGEST = {
    LineKind.INSIGHT: LONGEST_STATEMENT,
    LineKind.AGREEMENT: LONGEST_AGREEMENT,
    LineKind.DECISION: LONGEST_DECISION,
    LineKind.ROUND: LONGEST_REMARK,
}


def begin_report(session: CircleSession) -> Report:
    """Begin the report of a session that is wrapped up, tell its people, open the question, and plan six weeks later.

    Done again it is the same report, and nobody is told or asked twice; called when a session is wrapped up, and by a
    job for when that was missed. Who opened the session again and wraps it up later gives people all their days anew.
    """
    report = db.session.get(Report, session.id, with_for_update=True, populate_existing=True)
    if session.stage is not Stage.WRAPPING_UP:
        return report or _none(session)
    last = add_working_days(today(), WORKING_DAYS)
    if report is not None:
        if report.fixed_at is None and report.last_day < last:
            report.last_day, report.warned_on = last, None
        return report
    report = Report(session_id=session.id, last_day=last)
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:  # the job and a person at once
        return db.session.get_one(Report, session.id)
    open_round(session)
    plan_followups(session)
    _tell(session, BEGUN, _begun(session.number, report))
    return report


def begin_missed_reports() -> bool:
    """Begin the report of a batch of sessions that were wrapped up and have none; say whether there may be more."""
    none = select(Report.session_id).where(Report.session_id == CircleSession.id).exists()
    waiting = select(CircleSession.id).where(CircleSession.stage == Stage.WRAPPING_UP, ~none)
    found = db.session.scalars(waiting.order_by(CircleSession.id).limit(BATCH)).all()
    for number in found:
        begin_report(_session(number))
    return len(found) == BATCH


def warn_of_fixing() -> bool:
    """Tell people of a batch of reports that it is fixed after today; say whether there may be more."""
    found = _reports(Report.warned_on.is_(None), Report.last_day <= today())
    for report in found:
        report.warned_on = today()
        _tell(report.session, WARNED, _fixed_soon(report.session.number))
    db.session.flush()
    return len(found) == BATCH


def fix_reports() -> bool:
    """Fix a batch of reports whose days are over and whose people had a day's warning; say if there may be more."""
    found = _reports(Report.last_day < today(), Report.warned_on <= today() - timedelta(days=1))
    for report in found:
        session, report.fixed_at = report.session, now()
        for place, said in enumerate(lines_of(session), 1):
            line = ReportLine(session_id=session.id, position=place, kind=said.kind, source=said.source)
            line.theme_id, line.label, line.text, line.more = said.theme_id, said.label, said.text, said.more
            line.day, line.person_id = said.day, said.person.id if said.person else None
            line.neighbourhood_id = said.neighbourhood.id if said.neighbourhood else None
            db.session.add(line)
        session.stage = Stage.FINAL
    db.session.flush()
    return len(found) == BATCH


def correct_own(session: CircleSession, kind: LineKind, source: str, text: str, *, by: Person, origin: str) -> None:
    """Correct one's own words in a report that is still open; anybody else's are not there to be corrected."""
    report = db.session.get_one(Report, session.id, with_for_update=True, populate_existing=True)
    if report.fixed_at is not None:
        raise Refusal(_("Dit verslag is vastgesteld. Je kunt er nog wel iets onder zetten."))
    text = text.strip()
    if not text and kind is not LineKind.ROUND:
        raise Refusal(_("Schrijf op wat er moet staan."), "text")
    if len(text) > LONGEST[kind]:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST[kind]), "text")
    mine = (each for each in lines_of(session) if (each.kind, each.source, each.own) == (kind, source, by.id))
    if next(mine, None) is None:
        raise Refusal(_("Je past alleen je eigen woorden aan."))
    if kind is LineKind.INSIGHT:
        _say_otherwise(source, text, by=by, origin=origin)
    else:
        _CORRECT[kind](session, source, text)
    pulse(session)
    audit.record("circle.report_correct", f"circle/{session.circle.uid}", actor_uid=by.uid, origin=origin)


def add_to_report(session: CircleSession, text: str, *, form_key: str, by: Person, origin: str) -> Addendum:
    """Add something to a report that is fixed; what stands there stays as it is."""
    before: Addendum | None = row_of_form(Addendum.by_id, form_key, by)
    text = text.strip()
    if before is not None:
        return unchanged(before, text=text)
    if not speaks_in(by, session.circle):
        raise Refusal(_("Alleen wie in deze leerkring zit, zet hier iets onder."))
    if db.session.get_one(Report, session.id).fixed_at is None:
        raise Refusal(_("Dit verslag is nog niet vastgesteld. Pas je eigen woorden aan."))
    if not text or len(text) > LONGEST_ADDENDUM:
        raise Refusal(_("Schrijf hoogstens %(most)s tekens.", most=LONGEST_ADDENDUM), "text")
    row = Addendum(session_id=session.id, text=text, form_key=form_key, by_id=by.id)
    row = first_of_form(Addendum.by_id, row, by)
    audit.record("circle.report_add", f"circle/{session.circle.uid}", actor_uid=by.uid, origin=origin)
    return row


def _say_otherwise(source: str, text: str, *, by: Person, origin: str) -> None:
    """Let somebody write their own insight as they do elsewhere: search, consent and the log follow."""
    insight = db.session.scalars(select(Insight).where(Insight.uid == source)).one()
    edit_insight(insight, Words(text, insight.context, insight.condition), by=by, origin=origin)


def _agreement(_session: CircleSession, source: str, text: str) -> None:
    db.session.scalars(select(CircleAgreement).where(CircleAgreement.uid == source)).one().title = text


def _decision(_session: CircleSession, source: str, text: str) -> None:
    db.session.scalars(select(CircleDecision).where(CircleDecision.uid == source)).one().text = text


def _remark(session: CircleSession, source: str, text: str) -> None:
    found = select(RoundLine).join(Neighbourhood, Neighbourhood.id == RoundLine.neighbourhood_id)
    found = found.where(RoundLine.session_id == session.id, Neighbourhood.uid == source)
    db.session.scalars(found).one().remark = text


_CORRECT: dict[LineKind, Callable[[CircleSession, str, str], None]] = {
    LineKind.AGREEMENT: _agreement,
    LineKind.DECISION: _decision,
    LineKind.ROUND: _remark,
}


def _reports(*conditions: object) -> list[Report]:
    """Return open reports that nobody else is working on, the oldest first; not of a session that was opened again."""
    whole = contains_eager(Report.session).options(
        joinedload(CircleSession.circle), joinedload(CircleSession.meeting), joinedload(CircleSession.series)
    )
    wrapped_up = CircleSession.stage == Stage.WRAPPING_UP
    found = select(Report).join(Report.session).where(Report.fixed_at.is_(None), wrapped_up, *conditions).options(whole)  # type: ignore[arg-type]  # SQL
    found = found.order_by(Report.session_id).limit(BATCH)
    return list(db.session.scalars(found.with_for_update(of=Report, skip_locked=True)))


def _tell(session: CircleSession, cause: str, text: LazyString) -> None:
    """Tell who takes part in the circle, and who facilitates it, unless confidentiality keeps it from them."""
    people = speakers_of(session.circle)
    away, number = kept_from(session, [each.id for each in people]), session.number
    people = [each for each in people if each.id not in away]
    url = f"/leerkringen/{session.circle.slug}/{number}/verslag"
    notify_all(people, cause=cause, object=f"circle/{session.circle.uid}/session/{number}", text=text, url=url)


def _begun(number: int, report: Report) -> LazyString:
    last = report.last_day
    return LazyString(
        lambda: _(
            "Het verslag van bijeenkomst %(number)s staat klaar. Verbeter je eigen woorden tot en met %(day)s",
            number=number,
            day=day(last),
        )
    )


def _fixed_soon(number: int) -> LazyString:
    return LazyString(
        lambda: _("Morgen ligt het verslag van bijeenkomst %(number)s vast. Kijk je eigen woorden na", number=number)
    )


def _session(number: int) -> CircleSession:
    row = db.session.get_one(CircleSession, number)
    found = session_of_meeting(db.session.get_one(Meeting, row.meeting_id))
    assert found is not None  # noqa: S101 -- a session has a meeting
    return found


def _none(session: CircleSession) -> Report:
    raise Refusal(_("Deze bijeenkomst is nog niet afgerond. Een verslag komt daarna vanzelf."))
