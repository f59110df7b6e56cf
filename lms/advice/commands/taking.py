"""Taking a question up, passing it on, asking another to read along, and saying how much it asks."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.commands.asking import own
from lms.advice.commands.moving import keep_days, lock, move, note, stop_reading
from lms.advice.commands.telling import tell
from lms.advice.commands.words import cleaned
from lms.advice.enums import AdviceSize, ClosedAs, Happened, Part, Reply, State, Visibility
from lms.advice.models import Advice, AdviceAssignment, AdviceMessage, AdviceReader
from lms.advice.models.advice import LONGEST_REASON
from lms.advice.models.path import UNANSWERED
from lms.advice.models.talk import LONGEST_MESSAGE
from lms.advice.queries.history import history_of, norm_on
from lms.advice.queries.people import open_request, who_speaks
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Neighbourhood
from lms.ui.formats import day

FORWARDED, FORWARD_SAID, REFERRED, NEW_SIZE = (
    "advice.forwarded",
    "advice.forward_said",
    "advice.referred",
    "advice.size",
)


def take_up(advice: Advice, *, by: Person, origin: str) -> None:
    """Say "I take this up", the first thing an adviser does; done by whatever they do first, and once."""
    lock(advice)
    if advice.state is State.ASSIGNED:
        move(advice, State.ACCEPTED, State.IN_PROGRESS, by=by, origin=origin, person=by)
        if advice.owner_id != by.id:
            own(advice, by)


def resize(advice: Advice, neighbourhood: Neighbourhood, size: AdviceSize, *, by: Person, origin: str) -> None:
    """Say how much a question asks; its norm follows, and who asked is told the new day."""
    lock(advice)
    if advice.size is size:
        return
    if advice.state not in UNANSWERED:
        raise Refusal(_("Deze vraag is al beantwoord."), "size")
    norm = norm_on(advice.received_on, size)
    advice.size, advice.first_days, advice.answer_days = size, norm.first, norm.answer
    note(advice, Happened.SIZE_CHANGED, by=by, origin=origin, detail=size.value)
    keep_days(advice, history_of(advice))
    db.session.flush()
    on = day(advice.due_on)
    text = _l("Je vraag uit %(place)s krijgt uiterlijk %(day)s antwoord.", place=neighbourhood.name, day=on)
    tell(who_speaks(advice, neighbourhood), advice, NEW_SIZE, text)


def ask_to_take_over(advice: Advice, to: Person, why: str, *, by: Person, origin: str) -> AdviceAssignment:
    """Ask another adviser to answer instead; until they say yes nothing changes."""
    why = cleaned(why, LONGEST_REASON, _("Schrijf in één zin waarom."), "why")
    lock(advice)
    if advice.state not in UNANSWERED:
        raise Refusal(_("Deze vraag is al beantwoord."), "person")
    refuse_who_does_not_advise(to)
    before = open_request(advice, Part.OWNER)
    if before is not None and before.adviser_id == to.id:
        return before
    if before is not None:
        raise Refusal(_("Je vroeg al iemand. Trek dat eerst in."), "person")
    take_up(advice, by=by, origin=origin)
    return ask_adviser(advice, to, Part.OWNER, why, by=by, origin=origin)


def ask_adviser(advice: Advice, to: Person, part: Part, request: str, *, by: Person, origin: str) -> AdviceAssignment:
    """Ask another adviser something; who is asked may read it, also when it is confidential."""
    row = AdviceAssignment(advice_id=advice.id, adviser_id=to.id, by_id=by.id, part=part, request=request)
    db.session.add(row)
    if advice.visibility is Visibility.NAMED:
        db.session.merge(AdviceReader(advice_id=advice.id, person_id=to.id))
    happened = Happened.FORWARD_ASKED if part is Part.OWNER else Happened.READER_ASKED
    note(advice, happened, by=by, origin=origin, person=to)
    text = _l("%(name)s vraagt of jij een vraag overneemt.", name=by.name)
    if part is Part.READER:
        text = _l("%(name)s vraagt of je meeleest met een advies.", name=by.name)
    tell([to], advice, FORWARDED, text)
    return row


def take_over(request: AdviceAssignment, advice: Advice, *, by: Person, origin: str) -> None:
    """Say yes: from now on this adviser answers."""
    lock(advice)
    settle(request, Reply.ACCEPTED)
    if advice.state not in {State.CLARIFYING, State.ASSIGNED}:
        move(advice, State.ASSIGNED, by=by, origin=origin, person=by)
    note(advice, Happened.OWNER_CHANGED, by=by, origin=origin, person=by)
    own(advice, by)
    take_up(advice, by=by, origin=origin)
    if request.by is not None:
        tell([request.by], advice, FORWARD_SAID, _l("%(name)s neemt je vraag over.", name=by.name))


def refuse_to_take_over(request: AdviceAssignment, advice: Advice, reason: str, *, by: Person, origin: str) -> None:
    """Say no, with a reason; the question stays where it was."""
    reason = cleaned(reason, LONGEST_REASON, _("Schrijf in één zin waarom niet."), "reason")
    lock(advice)
    settle(request, Reply.REFUSED, reason)
    note(advice, Happened.FORWARD_REFUSED, by=by, origin=origin, person=by, detail=reason)
    stop_reading(advice, by)
    if request.by is not None:
        tell([request.by], advice, FORWARD_SAID, _l("%(name)s neemt je vraag niet over.", name=by.name))


def take_request_back(request: AdviceAssignment, advice: Advice, *, by: Person, origin: str) -> None:
    """Ask no more."""
    lock(advice)
    settle(request, Reply.TAKEN_BACK)
    note(advice, Happened.FORWARD_TAKEN_BACK, by=by, origin=origin, person=request.adviser)
    stop_reading(advice, request.adviser)


def refer(advice: Advice, neighbourhood: Neighbourhood, words: str, *, by: Person, origin: str) -> None:
    """Say where a question belongs when that is not with us; it ends there, and who asked reads to whom to go."""
    words = cleaned(words, LONGEST_MESSAGE, _("Schrijf op bij wie de wijk hiervoor terechtkan."), "where")
    take_up(advice, by=by, origin=origin)
    db.session.add(AdviceMessage(advice_id=advice.id, by_id=by.id, text=words))
    move(advice, State.REFERRED, by=by, origin=origin)
    why = words[:LONGEST_REASON]
    move(advice, State.CLOSED, by=by, origin=origin, closed_as=ClosedAs.REFERRED, closed_why=why)
    tell(who_speaks(advice, neighbourhood), advice, REFERRED, _l("%(name)s verwijst je vraag door.", name=by.name))


def settle(request: AdviceAssignment, reply: Reply, reason: str = "") -> None:
    """Keep what came of a request; one that was answered already is refused."""
    db.session.refresh(request, ["reply"], with_for_update=True)
    if request.reply is not Reply.ASKED:
        raise Refusal(_("Hier is al op geantwoord."))
    request.reply, request.reason, request.answered_at = reply, reason, now()
    db.session.flush()


def refuse_who_does_not_advise(person: Person) -> None:
    """Refuse somebody who cannot be asked."""
    if not person.active or Role.ADVISER not in {row.role for row in person.platform_roles}:
        raise Refusal(_("Kies een adviseur met een open account."), "person")
