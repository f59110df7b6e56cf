"""Questions that return become one: bundled without their neighbourhoods, in words that name none."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.moving import lock, move
from lms.advice.commands.taking import take_up
from lms.advice.commands.words import cleaned
from lms.advice.enums import BundleState, State, Visibility
from lms.advice.models import Advice, BundledAdvice, BundleProposalSetAside, StrategicBundle
from lms.advice.models.advice import LONGEST_REASON, LONGEST_TITLE
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.queries.bundles import CAN_JOIN
from lms.advice.queries.people import who_speaks
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Neighbourhood, Programme, Theme

ASKED_TO_NAME = "bundle.asked_to_name"
#: Questions come in while the bundle has no answer.
GATHERS = (BundleState.GATHERING, BundleState.INTERPRETING, BundleState.PLACED)
#: Once it was put to others, its words are what they read.
REWORDS = (BundleState.GATHERING, BundleState.INTERPRETING)


def begin_bundle(
    programme: Programme,
    title: str,
    question: str,
    *,
    step_key: str | None = None,
    theme: Theme | None = None,
    by: Person,
    origin: str,
    form_key: str,
) -> StrategicBundle:
    """Begin a bundle with a question in words of its own, without a neighbourhood in it; the same form twice is one."""
    title, question = _worded(title, question)
    if before := row_of_form(StrategicBundle.by_id, form_key, by):
        return unchanged(before, title=title, question=question)
    row = StrategicBundle(programme_id=programme.id, owner_id=by.id, by_id=by.id, step_key=step_key, form_key=form_key)
    row.title, row.question, row.theme_id = title, question, theme.id if theme else None
    kept = first_of_form(StrategicBundle.by_id, row, by)
    if kept is not row:
        return unchanged(kept, title=title, question=question)
    audit.record("bundle.begin", code_of(row), actor_uid=by.uid, origin=origin)
    return row


def reword(bundle: StrategicBundle, title: str, question: str, *, seen: int, by: Person, origin: str) -> None:
    """Change the words of a bundle; ``seen`` is the serial of what somebody began with."""
    title, question = _worded(title, question)
    lock_bundle(bundle)
    if bundle.state not in REWORDS:
        raise Refusal(_("Anderen lezen deze vraag al. De woorden blijven zoals ze zijn."), "question")
    refuse_other_words(bundle, seen, "question")
    bundle.title, bundle.question, bundle.serial = title, question, bundle.serial + 1
    db.session.flush()
    audit.record("bundle.reword", code_of(bundle), actor_uid=by.uid, origin=origin)


def put_in(bundle: StrategicBundle, advice: Advice, *, by: Person, origin: str) -> BundledAdvice:
    """Put a question in a bundle; its clock goes on, and who asked it reads that it was bundled.

    What is confidential stays out: a bundle is read by other advisers. In already is the same.
    """
    lock_bundle(bundle)
    lock(advice)
    row = _row_of(bundle, advice)
    if row is not None and row.taken_out_at is None:
        return row
    if bundle.state not in GATHERS:
        raise Refusal(_("Deze bundel heeft al een antwoord."))
    if db.session.get_one(Neighbourhood, advice.neighbourhood_id).programme_id != bundle.programme_id:
        raise Refusal(_("Deze vraag is van een ander programma dan de bundel."))
    if advice.visibility is Visibility.NAMED:
        raise Refusal(_("Een vertrouwelijke vraag gaat niet in een bundel."))
    if advice.state not in CAN_JOIN:
        raise Refusal(_("Deze vraag kan nu niet in een bundel. Kijk hoe het er nu voor staat."))
    take_up(advice, by=by, origin=origin)
    row = row or BundledAdvice(bundle_id=bundle.id, advice_id=advice.id)
    row.by_id, row.at, row.taken_out_at, row.named_at, row.named_by_id = by.id, now(), None, None, None
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refusal(_("Deze vraag zit al in een bundel.")) from None
    move(advice, State.BUNDLED, by=by, origin=origin, detail=bundle.title)
    return row


def take_out(bundle: StrategicBundle, advice: Advice, *, by: Person, origin: str) -> None:
    """Take a question out: its adviser answers it by itself. Out already is the same."""
    lock_bundle(bundle)
    lock(advice)
    row = _row_of(bundle, advice)
    if row is None or row.taken_out_at is not None:
        return
    if bundle.state is BundleState.RETURNED:
        raise Refusal(_("Het antwoord ging al naar iedereen."))
    row.taken_out_at, row.named_at, row.named_by_id = now(), None, None
    db.session.flush()
    if advice.state is State.BUNDLED:
        move(advice, State.IN_PROGRESS, by=by, origin=origin)


def name_place(bundled: BundledAdvice, *, agrees: bool, by: Person) -> None:
    """Say for a neighbourhood whether the bundle may name it; without a yes it never does."""
    bundled.named_at, bundled.named_by_id = (now(), by.id) if agrees else (None, None)
    db.session.flush()


def interpret(bundle: StrategicBundle, *, by: Person, origin: str) -> None:
    """Say that the questions are gathered: from now on people think about what they have in common. Twice is once."""
    lock_bundle(bundle)
    if bundle.state is BundleState.INTERPRETING:
        return
    if bundle.state is not BundleState.GATHERING:
        raise Refusal(_("Deze bundel is al verder."))
    bundle.state = BundleState.INTERPRETING
    db.session.flush()
    audit.record("bundle.move", code_of(bundle), bundle.state.value, actor_uid=by.uid, origin=origin)


def set_proposal_aside(programme: Programme, key: str, reason: str, *, by: Person) -> None:
    """Decide that questions that look alike are not one; only what is asked later makes it a proposal again."""
    reason = cleaned(reason, LONGEST_REASON, _("Schrijf in één zin waarom niet."), "reason")
    same = (BundleProposalSetAside.programme_id == programme.id, BundleProposalSetAside.key == key)
    row = db.session.scalar(select(BundleProposalSetAside).where(*same).with_for_update())
    row = row or BundleProposalSetAside(programme_id=programme.id, key=key)
    row.reason, row.by_id, row.at = reason, by.id, now()
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return  # somebody else decided the same


def ask_to_name(bundled: BundledAdvice, advice: Advice, bundle: StrategicBundle) -> None:
    """Ask who leads whether the bundle may name their neighbourhood; once for each time it is put in."""
    place = advice.neighbourhood.name
    notify_all(
        list(who_speaks(advice, advice.neighbourhood)),
        cause=ASKED_TO_NAME,
        object=code_of(bundle),
        version=f"{advice.number}-{bundled.at:%Y%m%d%H%M%S}",
        text=_l("Mag %(place)s genoemd worden bij een vraag aan andere programma's?", place=place),
        url=f"/advies/{advice.number}#bundel",
    )


def code_of(bundle: StrategicBundle) -> str:
    """Return what the log, the notices and the outbox call a bundle."""
    return f"bundle/{bundle.uid}"


def lock_bundle(bundle: StrategicBundle) -> None:
    """Read a bundle as it is now, and let nobody else change it until this is over."""
    db.session.flush()
    names = [each.key for each in StrategicBundle.__mapper__.column_attrs]
    db.session.refresh(bundle, names, with_for_update=True)


def refuse_other_words(bundle: StrategicBundle, seen: int, field: str | None = None) -> None:
    """Refuse what is about words that somebody else changed meanwhile."""
    if bundle.serial != seen:
        raise Refusal(_("Iemand anders veranderde intussen de tekst. Lees die eerst."), field)


def _row_of(bundle: StrategicBundle, advice: Advice) -> BundledAdvice | None:
    """Return how a question stands in a bundle as it is now; what was loaded beside it stays."""
    row = db.session.get(BundledAdvice, (bundle.id, advice.id))
    if row is not None:
        db.session.refresh(row, [each.key for each in BundledAdvice.__mapper__.column_attrs])
    return row


def _worded(title: str, question: str) -> tuple[str, str]:
    title = cleaned(title, LONGEST_TITLE, _("Geef de bundel een korte naam."), "title")
    return title, cleaned(question, LONGEST_ANSWER, _("Schrijf de vraag op zonder namen van wijken."), "question")
