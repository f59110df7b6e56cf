"""Whose words an insight has: editing, agreeing, joining what says the same, and taking back."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts.commands.notices import notify
from lms.accounts.models import Person
from lms.circles.commands.insight_search import index_insight
from lms.circles.commands.pulse import pulse_where_said
from lms.circles.enums import InsightState, Polarity
from lms.circles.models import Insight
from lms.circles.policy import can_take_back
from lms.circles.queries.agenda import steps_of
from lms.circles.queries.insights import WIDTH
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.models import Item

EDITED = "insight.edited"
NEWS = _l("De begeleider verbeterde je geleerde les. Kijk of het nog klopt")
#: What is read again before anything of an insight changes.
STANDS = ("state", "visibility", "attribution", "contributor_id", "merged_into_id")


@dataclass(frozen=True)
class Words:
    """What an insight says."""

    statement: str
    context: str = ""
    condition: str = ""


def edit_insight(insight: Insight, words: Words, *, by: Person, origin: str) -> None:
    """Let the contributor write their own words; what a facilitator mends waits until the contributor agrees.

    While nobody is there to agree any more, what a facilitator mends holds at once.
    """
    refuse_withdrawn(insight)
    _refuse_missing(insight, words)
    if (insight.statement, insight.context, insight.condition) == (words.statement, words.context, words.condition):
        return
    if insight.contributor_id in {by.id, None}:
        _say(insight, words)
    else:
        insight.state = InsightState.EDITED
        insight.edited_statement, insight.edited_context = words.statement, words.context
        insight.edited_condition, insight.edited_by_id = words.condition, by.id
        _tell_contributor(insight)
    audit.record("insight.edit", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    _show(insight)


def place_insight(insight: Insight, step_key: str | None, item: Item | None, *, by: Person, origin: str) -> None:
    """Say at which step of the card an insight belongs, and with which item of the toolkit; there it is read too.

    The words stay as they are, so nobody has to agree. A step of an older card that was there already may stay.
    """
    refuse_withdrawn(insight)
    if step_key not in {None, insight.step_key, *(each.key for each in steps_of(insight.circle))}:
        raise Refusal(_("Deze stap staat niet op de actiekaart. Kies een andere."), "step")
    number = item.id if item else None
    if (insight.step_key, insight.item_id) == (step_key, number):
        return
    insight.step_key, insight.item_id = step_key, number
    audit.record("insight.place", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    db.session.flush()
    index_insight(insight)


def agree_with_words(insight: Insight, *, by: Person, origin: str) -> None:
    """Let the contributor say that it is right: what was mended takes the place of the old words."""
    refuse_other(insight, by)
    if insight.state is InsightState.EDITED:
        words = Words(insight.edited_statement or "", insight.edited_context or "", insight.edited_condition or "")
        _say(insight, words)
    insight.state = InsightState.CONFIRMED
    audit.record("insight.confirm", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    _show(insight)


def keep_own_words(insight: Insight, *, by: Person, origin: str) -> None:
    """Let the contributor put aside what was mended; the own words stand, and are agreed with."""
    refuse_other(insight, by)
    _forget_edit(insight)
    insight.state = InsightState.CONFIRMED
    audit.record("insight.confirm", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    _show(insight)


def merge_insight(insight: Insight, into: Insight, *, by: Person, origin: str) -> None:
    """Join an insight to another of the circle that says the same; it stays as a source, with what came of it.

    What more people read is not joined to what fewer read: they would lose it.
    """
    for each in sorted((insight, into), key=lambda one: one.id):
        refuse_withdrawn(each)
    if into.circle_id != insight.circle_id or into.id == insight.id or into.merged_into_id is not None:
        raise Refusal(_("Kies een andere les van dezelfde leerkring."), "into")
    if WIDTH[into.visibility] < WIDTH[insight.visibility]:
        raise Refusal(_("Die les lezen minder mensen dan deze. Doe het andersom."), "into")
    for source in db.session.scalars(select(Insight).where(Insight.merged_into_id == insight.id)).all():
        source.merged_into_id = into.id
    insight.merged_into_id = into.id
    audit.record("insight.merge", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    _show(insight)


def take_apart(insight: Insight, *, by: Person, origin: str) -> None:
    """Let an insight stand on its own again."""
    insight.merged_into_id = None
    audit.record("insight.apart", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    _show(insight)


def withdraw_insight(insight: Insight, *, by: Person, origin: str) -> None:
    """Take back what one said, for good: the words go everywhere; that others tried it stays, without its text.

    Who wrote down what nobody is known to have said takes that back, as long as only the circle reads it. What was
    joined to it stands on its own again. Done again it changes nothing.
    """
    _wait_for(insight)
    if insight.withdrawn:
        return
    if not can_take_back(by, insight):
        raise Refusal(_("Alleen wie dit vertelde, beslist hierover."))
    empty_insight(insight)
    audit.record("insight.withdraw", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)


def empty_insight(insight: Insight) -> None:
    """Take the words of an insight away."""
    _forget_edit(insight)
    insight.statement, insight.context, insight.condition = "", "", ""
    insight.state, insight.merged_into_id = InsightState.WITHDRAWN, None
    db.session.flush()
    sources = db.session.scalars(select(Insight).where(Insight.merged_into_id == insight.id)).all()
    for source in sources:
        source.merged_into_id = None
    for each in (insight, *sources):
        _show(each)


def _show(insight: Insight) -> None:
    """Let search and the screens of its session follow."""
    db.session.flush()
    index_insight(insight)
    pulse_where_said(insight.session_id)


def _say(insight: Insight, words: Words) -> None:
    """Give it these words; of whom more people read, they are agreed with by being written."""
    insight.statement, insight.context, insight.condition = words.statement, words.context, words.condition
    _forget_edit(insight)
    insight.state = InsightState.CONFIRMED


def _forget_edit(insight: Insight) -> None:
    insight.edited_statement = insight.edited_context = insight.edited_condition = None
    insight.edited_by_id = None
    if insight.state is InsightState.EDITED:
        insight.state = InsightState.RAW


def refuse_other(insight: Insight, by: Person) -> None:
    """Refuse everybody but the contributor."""
    refuse_withdrawn(insight)
    if insight.contributor_id != by.id:
        raise Refusal(_("Alleen wie dit vertelde, beslist hierover."))


def refuse_withdrawn(insight: Insight) -> None:
    """Refuse what was taken back, also a moment ago; others who change it wait."""
    _wait_for(insight)
    if insight.withdrawn:
        raise Refusal(_("Deze les is teruggenomen. Er verandert niets meer."))


def _wait_for(insight: Insight) -> None:
    """Read again how an insight stands, and let others who change it wait."""
    db.session.refresh(insight, STANDS, with_for_update=True)


def _refuse_missing(insight: Insight, words: Words) -> None:
    if not words.statement:
        raise Refusal(_("Schrijf op wat je leerde. Eén zin is genoeg."), "statement")
    if insight.polarity is Polarity.WORKS_SOMETIMES and not words.condition:
        raise Refusal(_("Wanneer werkt het wel? Vul aan: alleen als…"), "condition")


def _tell_contributor(insight: Insight) -> None:
    contributor = db.session.get_one(Person, insight.contributor_id)
    told = {"object": f"insight/{insight.uid}", "version": new_uid(12)}
    notify(contributor, cause=EDITED, text=NEWS, url=f"/inzichten/{insight.uid}", **told)
