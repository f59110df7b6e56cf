"""Asking people for a date: beginning a poll, and asking one of them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import gettext as _

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.models import Person
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.commands.polls.letters import ASKED, asker_of, code_of, send_links
from lms.meetings.enums import MeetingKind
from lms.meetings.models import DateInvite, DateOption, DatePoll
from lms.meetings.queries.poll_groups import Where
from lms.meetings.queries.polls import options_of, overview_of
from lms.programme.commands.form_keys import first_of_form, row_of_form

#: What others may change of a poll; who is asked and where it is for never changes.
CHANGES = ("state", "closed_at", "closed_why", "deadline", "complete_told_at", "meeting_id")
FEWEST_DATES, MOST_DATES, MOST_GUESTS = 2, 20, 20


@dataclass(frozen=True)
class Guest:
    """Somebody without an account who is asked, by name and address."""

    name: str
    address: str


@dataclass(frozen=True)
class Question:
    """What somebody asks: for what, how long, where, which dates, until when, and whom; times are aware."""

    kind: MeetingKind
    title: str
    minutes: int
    starts: Sequence[datetime]
    deadline: datetime
    place: str = ""
    people: Sequence[Person] = ()
    guests: Sequence[Guest] = ()


def ask_for_dates(where: Where, question: Question, actor: Person, *, form_key: str, origin: str) -> DatePoll:
    """Ask people which dates suit them and mail each a link of their own; the same form again is the same poll."""
    if (found := row_of_form(DatePoll.organiser_id, form_key, actor)) is not None:
        return found
    for refusal in objections(where, question):
        raise refusal
    poll = DatePoll(
        form_key=form_key,
        kind=question.kind,
        neighbourhood_id=where.neighbourhood.id if where.neighbourhood else None,
        host=where.host,
        organiser_id=actor.id,
        title=question.title,
        place=question.place,
        minutes=question.minutes,
        deadline=question.deadline,
    )
    poll.organiser = actor
    kept: DatePoll = first_of_form(DatePoll.organiser_id, poll, actor)
    if kept is not poll:
        return kept
    options = [DateOption(poll_id=poll.id, starts_at=each) for each in sorted(set(question.starts))]
    invites = _invites(poll, question)
    db.session.add_all([*options, *invites])
    db.session.flush()
    send_links(poll, invites, options)
    tell_asked(poll, [each.person for each in invites if each.person])
    audit.record("poll.ask", code_of(poll), actor_uid=actor.uid, origin=origin)
    return poll


def ask_again(invite: DateInvite, actor: Person, *, origin: str) -> None:
    """Send somebody a new link, which ends the one they had, also when their question was taken back."""
    poll = locked(invite.poll)
    refuse_closed(poll)
    was_revoked = invite.revoked_at is not None
    send_links(poll, [invite], options_of(poll))
    if was_revoked:
        poll.complete_told_at = None
        db.session.flush()
    audit.record("poll.ask_again", code_of(poll), actor_uid=actor.uid, origin=origin)


def objections(where: Where, question: Question) -> list[Refusal]:
    """Return everything that stands in the way of asking."""
    return [*_against_dates(question), *_against_people(where, question)]


def too_early(field: str) -> Refusal:
    """Return the refusal of a date before the last day to answer."""
    words = _("De eerste datum komt al voordat iedereen kon antwoorden. Kies een eerdere dag, of latere datums.")
    return Refusal(words, field)


def tell_asked(poll: DatePoll, people: Sequence[Person], version: str = "1") -> None:
    """Tell who has an account in the product, too; the mail with the link goes apart."""
    name, title = asker_of(poll), poll.title
    words = LazyString(lambda: _("%(name)s zoekt een datum voor: %(title)s", name=name, title=title))
    notify_all(people, cause=ASKED, object=code_of(poll), version=version, text=words, url=page_of(poll))


def tell_organiser(poll: DatePoll, cause: str, version: str, *, fits: LazyString, none_fits: LazyString) -> None:
    """Tell who asks that it is their turn: to choose a date, or to ask for others when none fits anybody."""
    if poll.organiser is None:
        return
    words, url = none_fits if overview_of(poll).none_fits else fits, f"/beheer/datumprikker/{poll.uid}"
    notify(poll.organiser, cause=cause, object=code_of(poll), version=version, text=words, url=url)


def page_of(poll: DatePoll) -> str:
    """Return where somebody who is signed in answers."""
    return f"/datumprikker/u/{poll.uid}"


def locked(poll: DatePoll) -> DatePoll:
    """Read how a poll stands now, and let nobody else change it or answer until this transaction ends."""
    db.session.flush()
    db.session.refresh(poll, CHANGES, with_for_update=True)
    return poll


def refuse_closed(poll: DatePoll) -> None:
    """Refuse what can only be done while people answer."""
    if not poll.asks(now()):
        raise Refusal(_("Deze datumprikker is gesloten."))


def _against_dates(question: Question) -> list[Refusal]:
    found = []
    moment, starts = now(), sorted(set(question.starts))
    if len(starts) < FEWEST_DATES:
        found.append(Refusal(_("Geef minstens twee datums waar mensen uit kiezen."), "dates"))
    if len(starts) > MOST_DATES:
        found.append(Refusal(_("Geef hoogstens %(most)s datums.", most=MOST_DATES), "dates"))
    if starts and starts[0] <= moment:
        found.append(Refusal(_("Een van de datums is al geweest. Kies alleen datums die nog komen."), "dates"))
    if question.deadline <= moment:
        found.append(Refusal(_("Deze dag is al geweest. Geef mensen tijd om te antwoorden."), "deadline"))
    elif starts and starts[0] <= question.deadline:
        found.append(too_early("deadline"))
    return found


def _against_people(where: Where, question: Question) -> list[Refusal]:
    found, known = [], {each.person.id for each in where.people}
    if any(person.id not in known for person in question.people):
        found.append(Refusal(_("Kies alleen mensen die hier bij horen."), "people"))
    if not question.people and not question.guests:
        found.append(Refusal(_("Kies wie je vraagt: vink mensen aan, of vul een gast in."), "people"))
    if len(question.guests) > MOST_GUESTS:
        found.append(Refusal(_("Vraag hoogstens %(most)s gasten.", most=MOST_GUESTS), "guests"))
    return found


def _invites(poll: DatePoll, question: Question) -> list[DateInvite]:
    people = {person.id: person for person in question.people}
    addresses = {person.email for person in people.values()}
    guests = {each.address.strip().lower(): each.name.strip() for each in question.guests}
    made = [DateInvite(poll_id=poll.id, person_id=each.id, name="") for each in people.values()]
    for invite, person in zip(made, people.values(), strict=True):
        invite.person = person
    asked = [(name, address) for address, name in guests.items() if address not in addresses]
    made += [DateInvite(poll_id=poll.id, name=name, address=address) for name, address in asked]
    for invite in made:
        invite.poll = poll
    return made
