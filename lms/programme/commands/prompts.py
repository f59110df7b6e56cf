"""Asking by ourselves: at most one question a week for each person; silence closes it."""

from datetime import timedelta
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts import commands as accounts
from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import note_sign
from lms.programme.commands.steps import move_step
from lms.programme.enums import PromptKind, StepStatus
from lms.programme.models import Neighbourhood, Prompt
from lms.programme.policy import leads
from lms.programme.queries.absences import leading_now
from lms.programme.queries.prompts import asked_since, prompt_subject, quiet_neighbourhoods, subject_of

A_WEEK = timedelta(weeks=1)
BATCH = 200
CAUSE = "programme.prompt"
ASKED = _l("Staat het nog zo? Eén tik is genoeg.")


class Reply(StrEnum):
    """What somebody answers with one tap."""

    BUSY = "busy"
    DONE = "done"
    MOMENT = "moment"


def ask(person: Person, kind: PromptKind, subject: str) -> Prompt | None:
    """Ask somebody something by ourselves, and tell it in one notice; nothing when they were asked this week.

    Askers queue at the person, so that two of them never ask in one week.
    """
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True)).one()
    moment = now()
    if asked_since(person.id, moment - A_WEEK):
        return None
    prompt = Prompt(person_id=person.id, kind=kind, subject=subject, asked_at=moment, closes_at=moment + A_WEEK)
    db.session.add(prompt)
    db.session.flush()
    accounts.notify(person, cause=CAUSE, object=prompt.uid, text=ASKED, url="/")
    return prompt


def answer_prompt(prompt: Prompt, reply: Reply, *, by: Person, origin: str) -> tuple[Neighbourhood, str]:
    """Take the answer to a question; return the neighbourhood and the step it was about.

    Still busy is a sign of life; done for now moves the step, as on its own page.
    """
    neighbourhood, step_key = prompt_subject(prompt)
    closed = prompt.answered_at is not None or prompt.closes_at <= now()
    if neighbourhood is None or closed or not leads(by, neighbourhood):
        raise Refusal(_("Deze vraag is al gesloten. Dat is niet erg."))
    prompt.answered_at = now()
    if reply is Reply.DONE and step_key:
        move_step(neighbourhood, step_key, StepStatus.DONE_FOR_NOW, by=by, origin=origin)
    elif reply is not Reply.MOMENT:
        note_sign(neighbourhood)
    db.session.flush()
    return neighbourhood, step_key


def ask_where_it_is_quiet(after: int = 0) -> int | None:
    """Ask who leads a batch of neighbourhoods now whether it still stands so; return where to go on."""
    quiet = quiet_neighbourhoods(after, BATCH)
    leading = leading_now([place for place, _key in quiet], or_coordinators=False)
    asked = [(who, place, key) for place, key in quiet for who in leading[place.id]]
    for person, place, key in sorted(asked, key=lambda each: each[0].id):  # one order for all who lock people
        ask(person, PromptKind.STANDSTILL, subject_of(place, key))
    return quiet[-1][0].id if len(quiet) == BATCH else None
