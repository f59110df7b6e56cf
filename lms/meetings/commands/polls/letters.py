"""The mails of a date poll: the question with a link of one's own, and to guests what came of it."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from lms.accounts.commands.mail_layout import laid_out, site
from lms.accounts.commands.notices import stand_in_for
from lms.accounts.queries.digests import token_hash
from lms.kernel import outbox
from lms.kernel.calendar_file import Method, Party
from lms.kernel.chance import new_token
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.meetings.commands.letters import calendar_for_guest
from lms.meetings.enums import MeetingState
from lms.meetings.models import DateInvite, DateOption, DatePoll, Meeting
from lms.meetings.queries.polls import address_of, name_of
from lms.ui.formats import minutes, period, weekday

#: Subject and paragraphs, and how they are written: in the language of each reader.
Written = tuple[str, list[str]]
Letter = Callable[[], Written]
ASKED, REMINDED, CHOSEN, GIVEN_UP = "poll.asked", "poll.reminded", "poll.chosen", "poll.given_up"


def send_links(
    poll: DatePoll, invites: Sequence[DateInvite], options: Sequence[DateOption], *, cause: str = ASKED
) -> None:
    """Give people a new link, which ends the old one, and mail it to who has an address."""
    mails = []
    for each in invites:
        token = f"{each.uid}{new_token()}"
        each.token_digest, each.asked_at, each.revoked_at = token_hash(token), now(), None
        if address_of(each):
            mails.append(
                _mail(each, cause, each.token_digest[:16], _question(poll, options, token, cause), secret=True)
            )
    db.session.flush()
    outbox.post_all(mails)


def tell_guests_chosen(poll: DatePoll, meeting: Meeting, guests: Sequence[DateInvite]) -> None:
    """Invite guests to the meeting: what, when and where, also for their calendar; they have no page to read it on."""

    def write() -> Written:
        when = f"{weekday(meeting.starts_at)}, {period(meeting.starts_at, meeting.ends_at)}"
        return _("De datum is gekozen: %(title)s", title=meeting.title), [
            _("De datum is gekozen. Je bent uitgenodigd voor: %(title)s.", title=meeting.title),
            "\n".join((when, *([meeting.place] if meeting.place else []))),
            _("Kun je toch niet? Laat het weten aan %(name)s.", name=asker_of(poll)),
        ]

    outbox.post_all(
        [{**_mail(each, CHOSEN, "1", write), "calendar": _for_calendar(poll, meeting, each)} for each in guests]
    )


def _for_calendar(poll: DatePoll, meeting: Meeting, guest: DateInvite) -> str | None:
    """Return the appointment of a guest; of what is still a draft there is none."""
    invited = Party(guest.name, guest.address or "")
    planned = meeting.state is MeetingState.PLANNED
    return calendar_for_guest(meeting, poll.organiser, invited, Method.REQUEST) if planned else None


def tell_guests_given_up(poll: DatePoll, guests: Sequence[DateInvite]) -> None:
    """Tell guests that no date comes of it."""

    def write() -> Written:
        return _("Er komt geen datum: %(title)s", title=poll.title), [
            _("%(name)s zoekt geen datum meer voor: %(title)s.", name=asker_of(poll), title=poll.title),
            _("Je hoeft niets te doen."),
        ]

    outbox.post_all([_mail(each, GIVEN_UP, "1", write) for each in guests])


def _question(poll: DatePoll, options: Sequence[DateOption], token: str, cause: str) -> Letter:
    """Return a function, so that it is written in the language of each reader."""

    def write() -> Written:
        asked = _("%(name)s zoekt een datum voor: %(title)s.", name=asker_of(poll), title=poll.title)
        if cause == REMINDED:
            subject = _("Herinnering: wanneer kun jij? %(title)s", title=poll.title)
            unknown = _("We weten nog niet wanneer jij kunt.")
            asked = f"{asked} {unknown}"
        else:
            subject = _("Wanneer kun jij? %(title)s", title=poll.title)
        where = f"{minutes(poll.minutes)}, {poll.place}" if poll.place else minutes(poll.minutes)
        count = ngettext("Het gaat om %(num)d datum:", "Het gaat om %(num)d datums:", len(options))
        dates = "\n".join(f"- {weekday(each.starts_at)}, {period_of(poll, each)}" for each in options)
        link = f"{site()}/datumprikker/{token}"
        until = _("Open je eigen link en kies per datum. Dat kan tot en met %(day)s.", day=weekday(poll.deadline))
        alone = _("Deze link is alleen voor jou. Stuur deze mail niet door.")
        return subject, [f"{asked} ({where})", f"{count}\n{dates}", f"{until}\n{link}", alone]

    return write


def period_of(poll: DatePoll, option: DateOption) -> str:
    """Return from when to when a meeting on this date lasts, in words."""
    return period(option.starts_at, poll.ends_at(option.starts_at))


def code_of(poll: DatePoll) -> str:
    """Return what the log, the notices and the outbox call a poll."""
    return f"poll/{poll.uid}"


def asker_of(poll: DatePoll) -> str:
    """Return who asks, as people call them."""
    return poll.organiser.name if poll.organiser else _("Het team")


def _mail(invite: DateInvite, cause: str, version: str, letter: Letter, *, secret: bool = False) -> dict[str, Any]:
    person = invite.person
    language = person.language if person else "nl"
    with force_locale(language):
        subject, paragraphs = letter()
        text = laid_out(name_of(invite), paragraphs)
    address = address_of(invite) or ""
    return outbox.written(
        person.uid if person else stand_in_for(address),
        address,
        cause=cause,
        object=code_of(invite.poll),
        version=version,
        subject=subject,
        text=text,
        language=language,
        secret=secret,
    )
