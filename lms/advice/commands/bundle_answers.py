"""The answer to a bundle: written, read by another, and sent to everybody who asked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.answering import ToDo, draft_of, save_draft, send
from lms.advice.commands.bundling import code_of, lock_bundle, refuse_other_words
from lms.advice.commands.moving import lock, move
from lms.advice.commands.taking import refuse_who_does_not_advise
from lms.advice.commands.words import cleaned
from lms.advice.enums import BundleState, Certainty, Deed, State, Visibility
from lms.advice.models import Advice, AdviceNote, BundledAdvice, StrategicBundle
from lms.advice.models.answers import LONGEST_ANSWER, LONGEST_WHY
from lms.advice.models.talk import LONGEST_NOTE
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Neighbourhood

ASKED_TO_READ = "bundle.asked_to_read"
#: Whose question still waits for the answer of the bundle.
WAITS = (State.BUNDLED, State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS)


def answer_bundle(
    bundle: StrategicBundle, answer: str, certainty: Certainty, why: str = "", *, seen: int, by: Person, origin: str
) -> None:
    """Write the answer for all; it goes back only after another adviser read these words.

    ``seen`` is the serial of what somebody began with.
    """
    answer = cleaned(answer, LONGEST_ANSWER, _("Schrijf het antwoord op."), "answer")
    lock_bundle(bundle)
    if bundle.state is BundleState.RETURNED:
        raise Refusal(_("Het antwoord ging al naar iedereen."), "answer")
    refuse_other_words(bundle, seen, "answer")
    bundle.answer, bundle.certainty, bundle.certainty_why = answer, certainty, why.strip()[:LONGEST_WHY]
    bundle.owner_id, bundle.approved_by_id, bundle.approved_at = by.id, None, None
    bundle.state, bundle.serial = BundleState.ANSWERED, bundle.serial + 1
    db.session.flush()
    audit.record("bundle.answer", code_of(bundle), actor_uid=by.uid, origin=origin)


def ask_to_read_bundle(bundle: StrategicBundle, to: Person, *, by: Person) -> None:
    """Ask another adviser to read the answer before it goes to all; once for the same words."""
    refuse_who_does_not_advise(to)
    if to.id == bundle.owner_id:
        raise Refusal(_("Kies iemand anders dan wie het schreef."), "person")
    notify_all(
        [to],
        cause=ASKED_TO_READ,
        object=code_of(bundle),
        version=str(bundle.serial),
        text=_l("%(name)s vraagt of je meeleest met de bundel: %(title)s", name=by.name, title=bundle.title),
        url=f"/advies/bundels/{bundle.uid}",
    )


def approve_bundle(bundle: StrategicBundle, *, seen: int, by: Person, origin: str) -> None:
    """Say as another adviser that the answer may go to all; ``seen`` is the serial of the words that were read."""
    lock_bundle(bundle)
    if bundle.state is not BundleState.ANSWERED or by.id == bundle.owner_id:
        raise Refusal(_("Iemand anders dan wie het schreef, leest mee."))
    refuse_other_words(bundle, seen)
    if bundle.approved_by_id is not None:
        return
    bundle.approved_by_id, bundle.approved_at = by.id, now()
    db.session.flush()
    audit.record("bundle.approve", code_of(bundle), actor_uid=by.uid, origin=origin)


def return_to_all(bundle: StrategicBundle, *, by: Person, origin: str) -> int:
    """Send the answer to every asker, each as an answer to their own question; return to how many.

    Who took their question back, or made it confidential meanwhile, is out of the bundle.
    """
    lock_bundle(bundle)
    if bundle.state is not BundleState.ANSWERED:
        raise Refusal(_("Er is nog geen antwoord, of het ging al naar iedereen."))
    if bundle.approved_by_id is None:
        raise Refusal(_("Laat eerst een collega meelezen."))
    inside = (BundledAdvice.bundle_id == bundle.id, BundledAdvice.taken_out_at.is_(None))
    whole = joinedload(BundledAdvice.advice).joinedload(Advice.neighbourhood).joinedload(Neighbourhood.director)
    found = select(BundledAdvice).where(*inside).options(whole).order_by(BundledAdvice.advice_id)
    waiting = [each for row in db.session.scalars(found).all() if _waits(each := row.advice)]
    if not waiting:
        raise Refusal(_("Er zit geen vraag meer in deze bundel."))
    writer = (db.session.get(Person, bundle.owner_id) if bundle.owner_id else None) or by
    for advice in waiting:
        _answer_one(advice, bundle, writer, by=by, origin=origin)
    bundle.state, bundle.returned_at = BundleState.RETURNED, now()
    db.session.flush()
    audit.record("bundle.return", f"{code_of(bundle)}/{len(waiting)}", actor_uid=by.uid, origin=origin)
    return len(waiting)


def _waits(advice: Advice) -> bool:
    lock(advice)
    return advice.state in WAITS and advice.visibility is Visibility.NEIGHBOURHOOD


def _answer_one(advice: Advice, bundle: StrategicBundle, writer: Person, *, by: Person, origin: str) -> None:
    """Let the answer to all be the answer to one question, with its own talk and follow-up."""
    if advice.state is State.BUNDLED:
        move(advice, State.IN_PROGRESS, by=by, origin=origin)
    before = draft_of(advice)
    if before is not None and before.text:
        kept = _("Concept van voor de bundel:") + f"\n{before.text}"
        db.session.add(AdviceNote(advice_id=advice.id, by_id=before.by_id, text=kept[:LONGEST_NOTE]))
    draft = save_draft(
        advice,
        bundle.answer,
        certainty=bundle.certainty,
        certainty_why=bundle.certainty_why,
        todo=(ToDo(Deed.PRACTISE, "", str(_("Bespreek dit antwoord in je team"))),),
        seen=before.serial if before else 0,
        by=writer,
        origin=origin,
    )
    draft.by_id, draft.approved_by_id, draft.approved_at = bundle.owner_id, bundle.approved_by_id, bundle.approved_at
    db.session.flush()
    send(advice, advice.neighbourhood, seen=draft.serial, by=writer, origin=origin)
