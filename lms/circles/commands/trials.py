"""Trial versions of the toolkit on the agenda, and what a circle says of them."""

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.circles.commands.agenda import add_item
from lms.circles.commands.members import code_of
from lms.circles.commands.pulse import pulse_where_said
from lms.circles.enums import ItemKind, ItemState
from lms.circles.models import AgendaItem, CircleSession
from lms.circles.policy import can_plan_session
from lms.circles.queries.agenda import agenda_of
from lms.content.errors import Overtaken
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.enums import Verdict
from lms.toolkit.models import Item

TRIAL_MINUTES = 10


def discuss_trial(session: CircleSession, trial: Item, *, by: Person) -> AgendaItem:
    """Put a trial version on the agenda, at the version that people saw."""
    there = next((each for each in agenda_of(session).items if each.method_id == trial.id and _is_trial(each)), None)
    if there is not None:
        return there
    words = _("Proefversie: %(title)s", title=trial.title)
    return add_item(session, ItemKind.TRIAL, words, TRIAL_MINUTES, method=trial, by=by)


def say_of_trial(
    session: CircleSession, trial: Item, verdict: Verdict, why: str, *, stand: str, by: Person, origin: str
) -> None:
    """Keep what the circle found of a trial version, on the item itself, for every reader."""
    if not can_plan_session(by, session):
        raise Refusal(_("Wie de leerkring begeleidt, schrijft het oordeel op."))
    item = discuss_trial(session, trial, by=by)
    try:
        give_verdict(trial, verdict, why, circle=session.circle.name, stand=stand, by=by, origin=origin)
    except Overtaken as overtaken:
        raise Refusal(str(overtaken), "why") from None
    item.state = ItemState.DISCUSSED
    db.session.flush()
    pulse_where_said(session.id)
    audit.record("circle.trial", code_of(session.circle), actor_uid=by.uid, origin=origin)


def _is_trial(item: AgendaItem) -> bool:
    return item.kind is ItemKind.TRIAL
