"""What a mail about a meeting says, and the appointment that goes with it; never the way in online."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr

from flask import current_app
from flask_babel import gettext as _

from lms.accounts.commands.mail_layout import site
from lms.accounts.commands.notice_mail import Body
from lms.accounts.models import Person
from lms.kernel.calendar_file import Appointment, Method, Party, calendar_of
from lms.kernel.clock import now
from lms.meetings.enums import Answer, Mode, Part
from lms.meetings.models import Attender, Meeting, MeetingMove
from lms.ui.formats import moment, span


@dataclass(frozen=True)
class Moved:
    """What was before, as far as it is not so any more; ``day``: it was on another day, also when it came back."""

    was: MeetingMove | None = None
    day: bool = False


STAYED = Moved()


@dataclass(frozen=True)
class Letter:
    """A mail about one meeting to those who are in it; ``opening`` are its first words, ``moved`` what was before."""

    meeting: Meeting
    organiser: Person | None
    method: Method
    opening: Sequence[str] = ()
    moved: Moved = STAYED

    def to(self, person: Person, attender: Attender) -> Body:
        """Return the mail to one person, in the language of the moment."""
        meeting, off = self.meeting, self.method is Method.CANCEL
        parts = [*self.opening, *_was(self.moved.was), what_when_where(meeting)]
        if not off:
            parts += [*_how(meeting), *_asked_again(self.moved, attender), *_closing(meeting, attender)]
        else:
            parts.append(f"{site()}/afspraken/{meeting.uid}")
        calendar = None if attender.part is Part.WAITING else self._calendar(person)
        return Body([part for part in parts if part], calendar)

    def _calendar(self, person: Person) -> str:
        off = self.method is Method.CANCEL
        appointment = appointment_of(self.meeting, self.organiser, person, cancelled=off)
        return calendar_of([appointment], self.method).decode()


def calendar_for_guest(meeting: Meeting, organiser: Person | None, guest: Party, method: Method) -> str:
    """Return the appointment of somebody without an account: nothing of a page, for they have none to open."""
    told = [each for each in (meeting.text, *_how_to_get_there(meeting)) if each]
    own = appointment_of(meeting, organiser, cancelled=method is Method.CANCEL)
    sent = replace(own, attendee=guest, organiser=_sender(organiser), text="\n\n".join(told), url="")
    return calendar_of([sent], method).decode()


def appointment_of(
    meeting: Meeting, organiser: Person | None = None, person: Person | None = None, *, cancelled: bool = False
) -> Appointment:
    """Return a meeting for a calendar: of one person when it is theirs, without one for a file to take along."""
    address = f"{site()}/afspraken/{meeting.uid}"
    invited = Party(person.name, person.email) if person and person.email else None
    return Appointment(
        uid=meeting.calendar_uid,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        title=meeting.title,
        made=now(),
        text="\n\n".join([*([meeting.text] if meeting.text else []), *_how(meeting), address]),
        place=where_words(meeting),
        url=address,
        sequence=meeting.sequence,
        cancelled=cancelled,
        organiser=_sender(organiser) if invited else None,
        attendee=invited,
    )


def _sender(organiser: Person | None) -> Party:
    """Return who invites: by the name of who organised it, from the address that we send from."""
    name, sender = parseaddr(current_app.config["SETTINGS"].mail_from)
    return Party(organiser.name if organiser else name, sender)


def what_when_where(meeting: Meeting) -> str:
    """Return the three lines that everybody needs."""
    lines = [
        _("Wat: %(title)s", title=meeting.title),
        _("Wanneer: %(when)s", when=span(meeting.starts_at, meeting.ends_at)),
    ]
    return "\n".join([*lines, _("Waar: %(where)s", where=where) if (where := where_words(meeting)) else ""]).strip()


def as_it_stands(meeting: Meeting) -> str:
    """Return everything somebody plans of a meeting, for who is about to write over it; what is empty is left out."""
    lines = [what_when_where(meeting), meeting.text, *_how_to_get_there(meeting), meeting.video_url]
    if meeting.dial_in:
        lines.append(_("Of bel in: %(number)s", number=meeting.dial_in))
    if meeting.capacity:
        lines.append(f"{_('Hoeveel plekken zijn er?')} {meeting.capacity}")
    if meeting.sign_up_until:
        lines.append(_("Aanmelden kan tot %(moment)s.", moment=moment(meeting.sign_up_until)))
    return "\n".join(line for line in lines if line)


def where_words(meeting: Meeting) -> str:
    """Return where people meet, in words."""
    if meeting.mode is Mode.ONLINE:
        return _("Online")
    if meeting.mode is Mode.HYBRID:
        return _("%(place)s, of online", place=meeting.place) if meeting.place else _("Op een plek of online")
    return meeting.place


def _was(move: MeetingMove | None) -> list[str]:
    if move is None:
        return []
    when = span(move.old_starts_at, move.old_ends_at)
    was = _("Eerst was het: %(when)s, %(place)s.", when=when, place=move.old_place)
    if not move.old_place:
        was = _("Eerst was het: %(when)s.", when=when)
    return [was, *([_("Waarom: %(why)s", why=move.why)] if move.why else [])]


def _asked_again(moved: Moved, attender: Attender) -> list[str]:
    if not moved.day or attender.part is not Part.EXPECTED:
        return []
    if moved.was is None or not moved.was.is_another_day:
        return [_("De dag was even anders. Zei je eerder dat je niet kon? Dat telt niet meer.")]
    return [_("Het is nu een andere dag. Zei je eerder dat je niet kon? Dat telt niet meer.")]


def _how_to_get_there(meeting: Meeting) -> list[str]:
    told = []
    if meeting.route:
        told.append(_("Zo kom je er: %(route)s", route=meeting.route))
    if meeting.accessibility:
        told.append(_("Toegankelijkheid: %(words)s", words=meeting.accessibility))
    return told


def _how(meeting: Meeting) -> list[str]:
    told = _how_to_get_there(meeting)
    if meeting.mode is not Mode.ON_SITE:
        told.append(_("Doe je online mee? De link staat vanaf een uur voor het begin op de pagina van de afspraak."))
    return told


def _closing(meeting: Meeting, attender: Attender) -> list[str]:
    address = f"{site()}/afspraken/{meeting.uid}"
    text = [meeting.text] if meeting.text else []
    if attender.part is Part.WAITING:
        return [*text, _("Je staat op de wachtlijst. Kijk hier hoe het ermee staat:\n%(url)s", url=address)]
    if attender.part is Part.SEAT:
        return [*text, _("Kun je toch niet? Meld je hier af, dan kan een ander mee:\n%(url)s", url=address)]
    if attender.answer is not Answer.NONE:
        return [*text, _("Je zei dat je niet komt. Kun je nu wel? Zeg het hier:\n%(url)s", url=address)]
    return [*text, _("Kun je niet, of stuur je iemand anders? Zeg het hier:\n%(url)s", url=address)]
