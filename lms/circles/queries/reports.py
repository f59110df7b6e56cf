"""The report of a session: what was captured, by theme, as it stands now or as it was fixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor, Person
from lms.circles.enums import Attribution, InsightState, LineKind, Stage
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
from lms.circles.policy import speaks_in
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.confidential import hushed_items
from lms.circles.queries.sessions import session_inside
from lms.kernel.db import db
from lms.programme.models import ActionCard, Neighbourhood, Theme
from lms.programme.queries.cards import cards_by_id


@dataclass(frozen=True)
class Said:
    """One line of a report. ``own`` is the number of who may correct its words; nobody else may."""

    kind: LineKind
    source: str
    theme_id: int | None
    label: str
    text: str
    more: str = ""
    day: date | None = None
    person: Person | None = None
    neighbourhood: Neighbourhood | None = None
    own: int | None = None


@dataclass(frozen=True)
class OnTheme:
    """A theme with its lines, or what belongs to none."""

    theme: Theme | None
    lines: Sequence[Said]


@dataclass(frozen=True)
class SessionReport:
    """A whole report; ``hushed`` says that the session is confidential: then nothing of it is printed or sent."""

    session: CircleSession
    report: Report
    lines: Sequence[Said]
    themes: Sequence[Theme]
    addenda: Sequence[Addendum]
    hushed: bool

    @property
    def open(self) -> bool:
        """Whether people still correct their own words."""
        return self.report.fixed_at is None

    def of(self, kind: LineKind) -> list[Said]:
        """Return the lines of one kind."""
        return [each for each in self.lines if each.kind is kind]

    @property
    def by_theme(self) -> list[OnTheme]:
        """What was learned, by theme in order; what belongs to none comes last."""
        said = self.of(LineKind.INSIGHT)
        groups = [OnTheme(theme, [each for each in said if each.theme_id == theme.id]) for theme in self.themes]
        loose = [each for each in said if each.theme_id not in {theme.id for theme in self.themes}]
        return [*groups, OnTheme(None, loose)] if loose else groups


def reported_session(slug: str, number: int, actor: Actor) -> CircleSession | None:
    """Return a session that has a report, for the people of its circle whom confidentiality does not keep out."""
    session = session_inside(slug, number, actor)
    if session is None or session.stage not in {Stage.WRAPPING_UP, Stage.FINAL}:
        return None
    begun = select(Report.session_id).where(Report.session_id == session.id)
    return session if speaks_in(actor, session.circle) and db.session.scalar(begun) is not None else None


def report_of(session: CircleSession, *, hushed: bool) -> SessionReport:
    """Return the report of a session that has one: its lines of now while it is open, and the fixed ones after."""
    report = db.session.get_one(Report, session.id)
    addenda = select(Addendum).where(Addendum.session_id == session.id).options(joinedload(Addendum.by))
    lines = lines_of(session) if report.fixed_at is None else _fixed(session)
    found = db.session.scalars(addenda.order_by(Addendum.id)).all()
    return SessionReport(session, report, lines, themes_of(session.circle), found, hushed)


def lines_of(session: CircleSession) -> list[Said]:
    """Return what was captured in a session; of a confidential case nothing, in five statements."""
    return [*_insights(session), *_agreements(session), *_decisions(session), *_round(session)]


def _insights(session: CircleSession) -> list[Said]:
    here = (
        Insight.session_id == session.id,
        Insight.state != InsightState.WITHDRAWN,
        Insight.merged_into_id.is_(None),
        _about_no_case(Insight.agenda_item_id),
    )
    found = select(Insight).where(*here).options(joinedload(Insight.contributor), joinedload(Insight.neighbourhood))
    return [
        Said(
            kind=LineKind.INSIGHT,
            source=each.uid,
            theme_id=each.theme_id,
            label=each.polarity.value,
            text=each.statement,
            more=each.condition,
            person=each.contributor if each.attribution is Attribution.NAME else None,
            neighbourhood=None if each.attribution is Attribution.ANONYMOUS else each.neighbourhood,
            own=each.contributor_id,
        )
        for each in db.session.scalars(found.order_by(Insight.id))
    ]


def _agreements(session: CircleSession) -> list[Said]:
    here = (CircleAgreement.born_in_id == session.id, _about_no_case(CircleAgreement.item_id))
    found = (
        select(CircleAgreement)
        .where(*here)
        .options(joinedload(CircleAgreement.owner), joinedload(CircleAgreement.neighbourhood))
    )
    return [
        Said(
            kind=LineKind.AGREEMENT,
            source=each.uid,
            theme_id=each.theme_id,
            label="",
            text=each.title,
            day=each.due_on,
            person=each.owner,
            neighbourhood=each.neighbourhood,
            own=each.owner_id or each.by_id,
        )
        for each in db.session.scalars(found.order_by(CircleAgreement.id))
    ]


def _decisions(session: CircleSession) -> list[Said]:
    here = (CircleDecision.session_id == session.id, _about_no_case(CircleDecision.item_id))
    found = db.session.scalars(select(CircleDecision).where(*here).order_by(CircleDecision.id))
    return [
        Said(LineKind.DECISION, each.uid, None, "", each.text, day=each.review_on, own=each.by_id) for each in found
    ]


def _round(session: CircleSession) -> list[Said]:
    found = select(RoundLine).where(RoundLine.session_id == session.id).options(joinedload(RoundLine.neighbourhood))
    found = found.join(RoundLine.neighbourhood).order_by(Neighbourhood.name)
    rows = db.session.scalars(found).all()
    cards = cards_by_id({each.card_version_id for each in rows}) if rows else {}
    return [
        Said(
            kind=LineKind.ROUND,
            source=each.neighbourhood.uid,
            theme_id=None,
            label=each.status.value,
            text=_step(cards.get(each.card_version_id), each.step_key),
            more=each.remark,
            neighbourhood=each.neighbourhood,
            own=each.by_id,
        )
        for each in rows
    ]


def _about_no_case(item: Any) -> ColumnElement[bool]:
    """Say of a column with numbers of agenda items that it names no confidential case."""
    return or_(item.is_(None), item.not_in(hushed_items()))


def _step(card: ActionCard | None, key: str) -> str:
    step = card.step(key) if card else None
    return f"{step.number}. {step.title}" if step else key


def _fixed(session: CircleSession) -> list[Said]:
    """Return the lines as they were fixed, but for what its contributor decided since about their insight.

    The words of one that was taken back are gone, and who chose to be named less is named less here too.
    """
    same = (ReportLine.kind == LineKind.INSIGHT, Insight.uid == ReportLine.source, Insight.session_id == session.id)
    found = (
        select(ReportLine, Insight.attribution)
        .outerjoin(Insight, and_(*same))
        .where(ReportLine.session_id == session.id, or_(Insight.id.is_(None), Insight.state != InsightState.WITHDRAWN))
        .options(joinedload(ReportLine.person), joinedload(ReportLine.neighbourhood))
    )
    return [
        Said(
            kind=each.kind,
            source=each.source,
            theme_id=each.theme_id,
            label=each.label,
            text=each.text,
            more=each.more,
            day=each.day,
            person=each.person if named in {None, Attribution.NAME} else None,
            neighbourhood=None if named is Attribution.ANONYMOUS else each.neighbourhood,
        )
        for each, named in db.session.execute(found.order_by(ReportLine.position))
    ]
