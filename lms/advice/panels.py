"""What advice adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.advice.commands.answering import ANSWERED, READ, READ_WITH_REMARKS
from lms.advice.commands.asking import ASKED, NOBODY_ANSWERS, WITHDRAWN
from lms.advice.commands.bundle_answers import ASKED_TO_READ
from lms.advice.commands.bundle_asking import REPLIED
from lms.advice.commands.bundling import ASKED_TO_NAME
from lms.advice.commands.clarifying import CLARIFIED, CONFIRMED, SAID_OTHERWISE
from lms.advice.commands.followups import ASKED as CAME
from lms.advice.commands.followups import REMINDED, TOLD
from lms.advice.commands.handing import CHOOSE_READER, HANDED
from lms.advice.commands.own import forget_in_advice
from lms.advice.commands.publishing import (
    ASKED_READER,
    ASKED_TO_PUBLISH,
    PUBLISHED_READ,
    READER_LEFT,
    SAID_ABOUT_PUBLIC,
)
from lms.advice.commands.responding import RESPONDED, TAKEN
from lms.advice.commands.taking import FORWARD_SAID, FORWARDED, NEW_SIZE, REFERRED
from lms.advice.commands.talking import UNDERSTOOD, WROTE
from lms.advice.enums import State, Visibility
from lms.advice.models import Advice
from lms.advice.models.path import UNANSWERED
from lms.advice.policy import (
    asks_somewhere,
    can_ask,
    can_give,
    is_adviser,
    read_by,
    reads_some,
    sets_norms,
)
from lms.advice.queries.advice import advice_for
from lms.advice.queries.examples import examples_for
from lms.advice.queries.followups import followups_of
from lms.advice.queries.own import TABLES, advice_as_data
from lms.advice.queries.public import public_answers
from lms.advice.queries.words import LOOKS, STATES, WORDS
from lms.kernel.db import db
from lms.kernel.slots import Panel
from lms.programme.models import Neighbourhood
from lms.programme.policy import is_with_a_neighbourhood
from lms.programme.queries.cards import StepOnCard
from lms.programme.queries.steps import StepHere
from lms.programme.queries.where import Where
from lms.programme.slots import OpenWork
from lms.ui.shell import NavItem

FEW, MOST_OPEN = 2, 20
SHOWN = {"words": WORDS, "looks": LOOKS, "states": STATES}
KINDS = (
    NoticeKind(
        "advice_answer",
        _l("Advies: antwoord op je vraag, en tips"),
        (ANSWERED, CLARIFIED, REFERRED, NEW_SIZE, CHOOSE_READER, ASKED_TO_NAME, ASKED_TO_PUBLISH),
        default="now",
        concerns=asks_somewhere,
    ),
    NoticeKind(
        "advice_followup",
        _l("Advies: wat kwam ervan?"),
        (CAME, REMINDED),
        default="now",
        concerns=asks_somewhere,
    ),
    NoticeKind("advice_talk", _l("Advies: berichten"), (WROTE,), default="now", concerns=is_with_a_neighbourhood),
    NoticeKind(
        "advice_work",
        _l("Advies: vragen aan jou als adviseur"),
        (
            ASKED,
            WITHDRAWN,
            CONFIRMED,
            SAID_OTHERWISE,
            FORWARDED,
            FORWARD_SAID,
            READ,
            READ_WITH_REMARKS,
            HANDED,
            ASKED_TO_READ,
            REPLIED,
            PUBLISHED_READ,
            SAID_ABOUT_PUBLIC,
            ASKED_READER,
            READER_LEFT,
        ),
        default="now",
        concerns=is_adviser,
    ),
    NoticeKind(
        "advice_uptake",
        _l("Advies: wat een wijk ermee doet"),
        (RESPONDED, TAKEN, UNDERSTOOD, TOLD),
        concerns=is_adviser,
    ),
    NoticeKind(
        "advice_gap", _l("Een vraag wacht op een adviseur"), (NOBODY_ANSWERS,), default="now", concerns=sets_norms
    ),
)
PERSONAL = PersonalData(
    name="advice",
    export=advice_as_data,
    erase=forget_in_advice,
    tables=TABLES,
    disappears=_l("Je naam bij vragen om advies, antwoorden en reacties"),
)


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer advice to who reads some; who sees its numbers alone finds those on the start page and among the desks."""
    if not reads_some(actor):
        return ()
    return (NavItem(label=_("Advies"), href="/advies", key="advice"),)


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer how long an answer may take to who says that."""
    if not sets_norms(actor):
        return ()
    about = _("Binnen hoeveel dagen een wijk antwoord krijgt.")
    return (Desk(_("Termijnen voor advies"), "/beheer/advies/termijnen", about),)


def neighbourhood_panel(actor: Actor, where: Where) -> Panel | None:
    """Show the newest advice of a neighbourhood beside its page, to who reads it there; one statement."""
    here = where.neighbourhood
    if not (can_ask(actor, here) or can_give(actor, here)):
        return None
    rows = advice_for(here, actor, most=FEW)[:FEW]
    return Panel("advice/_neighbourhood.html", {"rows": rows, "here": here, "asks": can_ask(actor, here), **SHOWN})


def agenda_panel(actor: Actor, _person: Actor) -> Panel | None:
    """Show who leads which advice they are asked about, with what they planned; one statement."""
    rows = followups_of(actor) if asks_somewhere(actor) else ()
    return Panel("advice/_agenda.html", {"rows": rows}) if rows else None


def step_panel(actor: Actor, here: StepHere) -> Panel | None:
    """Offer a question about a step to who leads there, and keeping what was said to who advises; no statement."""
    asks = can_ask(actor, here.neighbourhood)
    if not asks and not can_give(actor, here.neighbourhood):
        return None
    return Panel("advice/_step.html", {"here": here.neighbourhood, "step": here.step, "asks": asks})


def step_examples(actor: Actor, here: StepHere) -> Panel | None:
    """Show what works elsewhere and what changes beside a step, to who has a page with advice; one statement."""
    if not reads_some(actor):
        return None
    rows = examples_for(here.neighbourhood.programme_id, here.step.key, most=FEW + 1)
    return Panel("advice/_step_examples.html", {"rows": rows}) if rows else None


def public_step_panel(_actor: Actor, found: StepOnCard) -> Panel | None:
    """Show public answers on the page of a step; one statement."""
    rows = public_answers(found.step.key, programme_id=found.version.programme_id, most=FEW + 2)
    return Panel("advice/_step_answers.html", {"rows": rows}) if rows else None


def open_work(actor: Actor, neighbourhood: Neighbourhood) -> Sequence[OpenWork]:
    """Return the questions without an answer and the answers without a response, for who takes over; one statement.

    Of what is confidential only that there is something: this list is written for somebody else.
    """
    waits = Advice.state.in_((*UNANSWERED, State.SENT, State.OFFERED))
    found = select(Advice.number, Advice.title, Advice.visibility).where(
        Advice.neighbourhood_id == neighbourhood.id, waits
    )
    rows = db.session.execute(found.where(read_by(actor)).order_by(Advice.id).limit(MOST_OPEN))
    named = _("Vertrouwelijk advies. Wie het mag lezen, kiest of jij het leest.")
    return [
        OpenWork(named if seen is Visibility.NAMED else _("Advies: %(title)s", title=title), f"/advies/{number}")
        for number, title, seen in rows
    ]
