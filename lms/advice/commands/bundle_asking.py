"""Putting a bundle to advisers of other programmes, and keeping what they answer."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.bundle_letters import send_question
from lms.advice.commands.bundling import GATHERS, code_of, lock_bundle
from lms.advice.commands.words import cleaned
from lms.advice.enums import BundleState
from lms.advice.models import BundleAddressee, StrategicBundle
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.queries.bundles import named_in
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal

REPLIED = "bundle.replied"
#: Who answers has no account: the log calls them so.
OUTSIDER = "addressee"
#: What ends a link; what was read beside it stays for the page after a refusal.
ENDS = ("revoked_at", "answered_at")
#: Pressed again within this time it is the same press.
AT_ONCE = timedelta(minutes=2)


def address_to(
    bundle: StrategicBundle, organisation: str, role: str, address: str, *, by: Person, origin: str
) -> BundleAddressee:
    """Put the question to an adviser of another programme, by mail with a page to answer on; again is a new link.

    Pressed twice it is one letter.
    """
    organisation = cleaned(organisation, 160, _("Vul de organisatie in."), "organisation")
    role = cleaned(role, 120, _("Vul in welke rol deze persoon heeft."), "role")
    address = address.strip().lower()
    lock_bundle(bundle)
    if bundle.state not in GATHERS:
        raise Refusal(_("Deze bundel heeft al een antwoord."), "address")
    same = select(BundleAddressee).where(BundleAddressee.bundle_id == bundle.id, BundleAddressee.address == address)
    row = db.session.scalar(same.with_for_update())
    if row is not None and row.answered_at is not None:
        raise Refusal(_("Deze persoon antwoordde al."), "address")
    if row is not None and row.revoked_at is None and row.asked_at > now() - AT_ONCE:
        return row
    row = row or BundleAddressee(bundle_id=bundle.id, address=address)
    row.organisation, row.role = organisation, role
    row.by_id, row.asked_at, row.revoked_at = by.id, now(), None
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refusal(_("Iemand anders vroeg deze persoon net ook."), "address") from None
    bundle.state = BundleState.PLACED
    db.session.flush()
    send_question(row, bundle, named_in(bundle))
    audit.record("bundle.address", code_of(bundle), actor_uid=by.uid, origin=origin)
    return row


def ask_no_more(addressee: BundleAddressee, bundle: StrategicBundle, *, by: Person, origin: str) -> None:
    """End somebody's link: they are not asked any more. Twice is once; an answer that came stays."""
    db.session.refresh(addressee, ENDS, with_for_update=True)
    if addressee.answered_at is not None:
        raise Refusal(_("Deze persoon antwoordde al."))
    if addressee.revoked_at is None:
        addressee.revoked_at = now()
        db.session.flush()
        audit.record("bundle.ask_no_more", code_of(bundle), actor_uid=by.uid, origin=origin)


def reply_to(addressee: BundleAddressee, words: str, *, refused: bool = False, origin: str) -> None:
    """Keep what an adviser of another programme answers, once; who owns the bundle is told."""
    bundle = db.session.get_one(StrategicBundle, addressee.bundle_id)
    lock_bundle(bundle)
    db.session.refresh(addressee, ENDS, with_for_update=True)
    if bundle.state is BundleState.RETURNED or addressee.revoked_at is not None:
        raise Refusal(_("Deze vraag is intussen beantwoord. Dank je wel voor je tijd."))
    if addressee.answered_at is not None:
        raise Refusal(_("Je antwoord is al binnen. Dank je wel."))
    words = "" if refused else cleaned(words, LONGEST_ANSWER, _("Schrijf je antwoord op."), "reply")
    addressee.reply, addressee.refused, addressee.answered_at = words, refused, now()
    db.session.flush()
    audit.record("bundle.reply", code_of(bundle), actor_uid=OUTSIDER, origin=origin)
    owner = db.session.get(Person, bundle.owner_id) if bundle.owner_id else None
    notify_all(
        [owner] if owner else [],
        cause=REPLIED,
        object=code_of(bundle),
        version=addressee.uid,
        text=_l("%(who)s antwoordde op de bundel: %(title)s", who=addressee.organisation, title=bundle.title),
        url=f"/advies/bundels/{bundle.uid}",
    )
