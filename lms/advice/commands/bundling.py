"""Questions that return become one: bundled without their neighbourhoods, put to others, answered to every asker."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.answering import ToDo, draft_of, save_draft, send
from lms.advice.commands.bundle_letters import send_question
from lms.advice.commands.moving import lock, move
from lms.advice.commands.taking import refuse_who_does_not_advise, take_up
from lms.advice.commands.words import cleaned
from lms.advice.enums import BundleState, Certainty, Deed, State, Visibility
from lms.advice.models import Advice, BundleAddressee, BundledAdvice, BundleProposalSetAside, StrategicBundle
from lms.advice.models.advice import LONGEST_REASON, LONGEST_TITLE
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.queries.people import who_speaks
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Programme, Theme

ASKED_TO_NAME, ASKED_TO_READ = "bundle.asked_to_name", "bundle.asked_to_read"
#: From where a question can go into a bundle.
CAN_JOIN = (State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS)
OPEN = (BundleState.GATHERING, BundleState.INTERPRETING, BundleState.PLACED, BundleState.ANSWERED)
#: Questions come in while the bundle has no answer.
GATHERS = (BundleState.GATHERING, BundleState.INTERPRETING, BundleState.PLACED)
NEXT = {
    BundleState.GATHERING: BundleState.INTERPRETING,
    BundleState.INTERPRETING: BundleState.PLACED,
}
QUARTER = timedelta(days=92)


def begin_bundle(
    programme: Programme,
    title: str,
    question: str,
    *,
    step_key: str | None = None,
    theme: Theme | None = None,
    by: Person,
    origin: str,
) -> StrategicBundle:
    """Begin a bundle with a question in words of its own, without a neighbourhood in it."""
    row = StrategicBundle(programme_id=programme.id, owner_id=by.id, by_id=by.id, step_key=step_key)
    row.title = cleaned(title, LONGEST_TITLE, _("Geef de bundel een korte naam."), "title")
    row.question = cleaned(question, LONGEST_ANSWER, _("Schrijf de vraag op zonder namen van wijken."), "question")
    row.theme_id = theme.id if theme else None
    db.session.add(row)
    db.session.flush()
    audit.record("bundle.begin", code_of(row), actor_uid=by.uid, origin=origin)
    return row


def put_in(bundle: StrategicBundle, advice: Advice, *, by: Person, origin: str) -> BundledAdvice:
    """Put a question in a bundle; its clock goes on, and who asked it reads that it was bundled.

    What is confidential stays out: a bundle is read by other advisers.
    """
    lock_bundle(bundle)
    lock(advice)
    if bundle.state not in GATHERS:
        raise Refusal(_("Deze bundel heeft al een antwoord."))
    if advice.visibility is Visibility.NAMED:
        raise Refusal(_("Een vertrouwelijke vraag gaat niet in een bundel."))
    take_up(advice, by=by, origin=origin)
    row = db.session.get(BundledAdvice, (bundle.id, advice.id)) or BundledAdvice(
        bundle_id=bundle.id, advice_id=advice.id
    )
    row.by_id, row.taken_out_at = by.id, None
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refusal(_("Deze vraag zit al in een bundel.")) from None
    if advice.state is not State.BUNDLED:
        move(advice, State.BUNDLED, by=by, origin=origin, detail=bundle.title)
    return row


def take_out(bundled: BundledAdvice, advice: Advice, *, by: Person, origin: str) -> None:
    """Take a question out: its adviser answers it by itself."""
    lock(advice)
    if bundled.taken_out_at is not None:
        return
    bundled.taken_out_at = now()
    db.session.flush()
    if advice.state is State.BUNDLED:
        move(advice, State.IN_PROGRESS, by=by, origin=origin)


def name_place(bundled: BundledAdvice, *, agrees: bool, by: Person) -> None:
    """Say for a neighbourhood whether the bundle may name it; without a yes it never does."""
    bundled.named_at, bundled.named_by_id = (now(), by.id) if agrees else (None, None)
    db.session.flush()


def go_on(bundle: StrategicBundle, *, by: Person, origin: str) -> None:
    """Go to the next state before an answer: from gathering to interpreting to placed."""
    lock_bundle(bundle)
    after = NEXT.get(bundle.state)
    if after is None:
        raise Refusal(_("Deze bundel is al verder."))
    bundle.state = after
    db.session.flush()
    audit.record("bundle.move", code_of(bundle), after.value, actor_uid=by.uid, origin=origin)


def address_to(
    bundle: StrategicBundle, organisation: str, role: str, address: str, *, by: Person, origin: str
) -> BundleAddressee:
    """Put the question to an adviser of another programme, by mail with a page to answer on; again is a new link."""
    lock_bundle(bundle)
    if bundle.state not in GATHERS:
        raise Refusal(_("Deze bundel heeft al een antwoord."), "address")
    address = address.strip().lower()
    same = select(BundleAddressee).where(BundleAddressee.bundle_id == bundle.id, BundleAddressee.address == address)
    row = db.session.scalar(same) or BundleAddressee(bundle_id=bundle.id, address=address)
    row.organisation = cleaned(organisation, 160, _("Vul de organisatie in."), "organisation")
    row.role = cleaned(role, 120, _("Vul in welke rol deze persoon heeft."), "role")
    row.by_id, row.asked_at, row.revoked_at = by.id, now(), None
    db.session.add(row)
    bundle.state = BundleState.PLACED
    db.session.flush()
    send_question(row, bundle)
    audit.record("bundle.address", code_of(bundle), actor_uid=by.uid, origin=origin)
    return row


def reply_to(addressee: BundleAddressee, words: str, *, refused: bool = False) -> None:
    """Keep what an adviser of another programme answers; once."""
    db.session.refresh(addressee, ["answered_at", "revoked_at"], with_for_update=True)
    if addressee.answered_at is not None or addressee.revoked_at is not None:
        raise Refusal(_("Je antwoord is al binnen. Dank je wel."))
    if not refused:
        words = cleaned(words, LONGEST_ANSWER, _("Schrijf je antwoord op."), "reply")
    addressee.reply, addressee.refused, addressee.answered_at = words if not refused else "", refused, now()
    db.session.flush()


def answer_bundle(
    bundle: StrategicBundle, answer: str, certainty: Certainty, why: str = "", *, by: Person, origin: str
) -> None:
    """Write the answer for all; it goes back only after another adviser read it."""
    lock_bundle(bundle)
    if bundle.state is BundleState.RETURNED:
        raise Refusal(_("Het antwoord ging al naar iedereen."), "answer")
    bundle.answer = cleaned(answer, LONGEST_ANSWER, _("Schrijf het antwoord op."), "answer")
    bundle.certainty, bundle.certainty_why = certainty, why.strip()[:300]
    bundle.owner_id, bundle.approved_by_id, bundle.approved_at = by.id, None, None
    bundle.state = BundleState.ANSWERED
    db.session.flush()
    audit.record("bundle.answer", code_of(bundle), actor_uid=by.uid, origin=origin)


def ask_to_read_bundle(bundle: StrategicBundle, to: Person, *, by: Person) -> None:
    """Ask another adviser to read the answer before it goes to all."""
    refuse_who_does_not_advise(to)
    if to.id == bundle.owner_id:
        raise Refusal(_("Kies iemand anders dan wie het schreef."), "person")
    notify_all(
        [to],
        cause=ASKED_TO_READ,
        object=code_of(bundle),
        version=f"{now():%Y%m%d%H%M}",
        text=_l("%(name)s vraagt of je meeleest met een bundel.", name=by.name),
        url=f"/advies/bundels/{bundle.uid}",
    )


def approve_bundle(bundle: StrategicBundle, *, by: Person, origin: str) -> None:
    """Say as another adviser that the answer may go to all."""
    lock_bundle(bundle)
    if bundle.state is not BundleState.ANSWERED or by.id == bundle.owner_id:
        raise Refusal(_("Iemand anders dan wie het schreef, leest mee."))
    bundle.approved_by_id, bundle.approved_at = by.id, now()
    db.session.flush()
    audit.record("bundle.approve", code_of(bundle), actor_uid=by.uid, origin=origin)


def return_to_all(bundle: StrategicBundle, *, by: Person, origin: str) -> int:
    """Send the answer to every asker, each as an answer to their own question; return to how many."""
    lock_bundle(bundle)
    if bundle.state is not BundleState.ANSWERED:
        raise Refusal(_("Er is nog geen antwoord, of het ging al naar iedereen."))
    if bundle.approved_by_id is None:
        raise Refusal(_("Laat eerst een collega meelezen."))
    inside = (BundledAdvice.bundle_id == bundle.id, BundledAdvice.taken_out_at.is_(None))
    found = (
        select(BundledAdvice).where(*inside).options(joinedload(BundledAdvice.advice).joinedload(Advice.neighbourhood))
    )
    rows = db.session.scalars(found.order_by(BundledAdvice.advice_id)).all()
    for row in rows:
        _answer_one(row.advice, bundle, by=by, origin=origin)
    bundle.state, bundle.returned_at = BundleState.RETURNED, now()
    db.session.flush()
    audit.record("bundle.return", f"{code_of(bundle)}/{len(rows)}", actor_uid=by.uid, origin=origin)
    return len(rows)


def set_proposal_aside(programme: Programme, key: str, reason: str, *, by: Person) -> None:
    """Decide that questions that look alike are not one; the same proposal does not come back."""
    reason = cleaned(reason, LONGEST_REASON, _("Schrijf in één zin waarom niet."), "reason")
    row = BundleProposalSetAside(programme_id=programme.id, key=key, reason=reason, by_id=by.id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return  # somebody else decided the same


def ask_to_name(bundled: BundledAdvice, advice: Advice, bundle: StrategicBundle) -> None:
    """Ask who leads whether the bundle may name their neighbourhood."""
    place = advice.neighbourhood.name
    notify_all(
        list(who_speaks(advice, advice.neighbourhood)),
        cause=ASKED_TO_NAME,
        object=code_of(bundle),
        version=advice.number,
        text=_l("Mag %(place)s genoemd worden bij een vraag aan andere programma's?", place=place),
        url=f"/advies/{advice.number}#bundel",
    )


def code_of(bundle: StrategicBundle) -> str:
    """Return what the log, the notices and the outbox call a bundle."""
    return f"bundle/{bundle.uid}"


def lock_bundle(bundle: StrategicBundle) -> None:
    """Read a bundle as it is now, and let nobody else change it until this is over."""
    db.session.flush()
    names = ["state", "owner_id", "answer", "certainty", "certainty_why", "approved_by_id", "returned_at"]
    db.session.refresh(bundle, names, with_for_update=True)


def _answer_one(advice: Advice, bundle: StrategicBundle, *, by: Person, origin: str) -> None:
    """Let the answer to all be the answer to one question, with its own talk and follow-up."""
    lock(advice)
    if advice.state is State.BUNDLED:
        move(advice, State.IN_PROGRESS, by=by, origin=origin)
    assert bundle.certainty is not None  # noqa: S101 -- an answer has one
    todo = (ToDo(Deed.PRACTISE, "", str(_("Bespreek dit antwoord in je team"))),)
    draft = save_draft(
        advice,
        bundle.answer,
        certainty=bundle.certainty,
        certainty_why=bundle.certainty_why,
        todo=todo,
        seen=_serial(advice),
        by=by,
        origin=origin,
    )
    draft.approved_by_id, draft.approved_at = bundle.approved_by_id, bundle.approved_at
    db.session.flush()
    send(advice, advice.neighbourhood, seen=draft.serial, by=by, origin=origin)


def _serial(advice: Advice) -> int:
    found = draft_of(advice)
    return found.serial if found else 0
