"""Advice nobody asked for: what was seen and why now; offered, or not offered with a reason."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.advice.commands.asking import first_with_number, new_advice, own
from lms.advice.commands.moving import code_of, lock, move
from lms.advice.commands.words import cleaned
from lms.advice.enums import Direction, PromptReply, SignalSource, State
from lms.advice.models import Advice, AdviceSignal, PromptDecision
from lms.advice.models.advice import LONGEST_REASON
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import row_of_form, unchanged
from lms.programme.models import Neighbourhood, Theme

LONGEST_SEEN = 1000


@dataclass(frozen=True)
class Seen:
    """What an adviser saw, why it matters now, and what advice may bring."""

    source: SignalSource
    observed: str
    why_now: str
    benefit: str = ""


def weigh(
    neighbourhood: Neighbourhood,
    seen: Seen,
    *,
    by: Person,
    origin: str,
    form_key: str,
    step_key: str | None = None,
    theme: Theme | None = None,
) -> Advice:
    """Begin unasked advice with what was seen and why now; the neighbourhood sees nothing until it is offered."""
    observed = cleaned(seen.observed, LONGEST_SEEN, _("Schrijf op wat je zag."), "observed")
    why_now = cleaned(seen.why_now, LONGEST_SEEN, _("Schrijf op waarom dit nu helpt."), "why_now")
    if before := row_of_form(Advice.by_id, form_key, by):
        return _same(before, observed, why_now)
    advice = new_advice(Direction.UNASKED, neighbourhood, observed, by=by, form_key=form_key)
    advice.step_key, advice.theme_id = step_key, theme.id if theme else None
    kept = first_with_number(advice, by)
    if kept is not advice:
        return _same(kept, observed, why_now)
    signal = AdviceSignal(advice_id=advice.id, source=seen.source, observed=observed, why_now=why_now)
    signal.benefit = seen.benefit.strip()[:LONGEST_SEEN]
    db.session.add(signal)
    db.session.flush()
    audit.record("advice.weigh", code_of(advice), actor_uid=by.uid, origin=origin)
    move(advice, State.WEIGHING, by=by, origin=origin, person=by)
    own(advice, by)
    return advice


def _same(before: Advice, observed: str, why_now: str) -> Advice:
    """Return what a form became before, when it says the same again."""
    unchanged(db.session.get_one(AdviceSignal, before.id), observed=observed, why_now=why_now)
    return before


def do_not_offer(advice: Advice, reason: str, *, by: Person, origin: str) -> None:
    """Decide not to offer it, with the reason; advisers can read that, and learn from it."""
    reason = cleaned(reason, LONGEST_REASON, _("Schrijf in één zin waarom niet."), "reason")
    lock(advice)
    if advice.state is State.NOT_OFFERED:
        return
    move(advice, State.NOT_OFFERED, by=by, origin=origin, detail=reason)


def decide_on_prompt(
    neighbourhood: Neighbourhood,
    why: str,
    since: str,
    reply: PromptReply,
    *,
    by: Person,
    reason: str = "",
    advice: Advice | None = None,
) -> PromptDecision:
    """Keep what an adviser did with a reason to look at a neighbourhood; it stays away until it begins anew."""
    same = {"neighbourhood_id": neighbourhood.id, "why": why, "since": since}
    row: PromptDecision | None = db.session.query(PromptDecision).filter_by(**same).with_for_update().one_or_none()
    if row is not None and row.reply is PromptReply.WEIGHED and reply is PromptReply.DISMISSED:
        raise Refusal(_("Een collega kijkt hier al naar."))
    row = row or PromptDecision(**same)
    row.reply, row.reason, row.by_id = reply, reason.strip()[:300], by.id
    row.advice_id = advice.id if advice else row.advice_id
    db.session.add(row)
    db.session.flush()
    return row
