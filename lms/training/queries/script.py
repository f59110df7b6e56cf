"""A module as a script for whoever leads it in a room: one sheet of words for browser and PDF.

It speaks Dutch, as the module does. There are two: the whole text, and the short one with pictures for people who
learn by listening and talking.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.content import blocks
from lms.content.blocks import Assignment, Block, Easy, Picture
from lms.kernel.db import db
from lms.training.enums import Twin
from lms.training.models import ModuleMedia, Part, PartVersion
from lms.training.models.outline import BY_EAR, LessonLine, PartLine
from lms.training.queries.readings import Reading, reading_of
from lms.training.queries.script_cards import Card, cards_of
from lms.ui.formats import day, minutes

LANGUAGE = "nl"


@dataclass(frozen=True)
class ScriptPart:
    """One screen as it is led; ``begins`` is the clock when it starts."""

    number: str
    title: str
    begins: str
    time: str
    for_whom: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class ScriptLesson:
    """A lesson with the clock when it starts and when it is over."""

    number: int
    title: str
    summary: str
    time: str
    begins: str
    ends: str
    prepare: tuple[str, ...]
    parts: tuple[ScriptPart, ...]


@dataclass(frozen=True)
class Script:
    """Everything that stands on the paper; ``short`` is the one with pictures."""

    reading: Reading
    short: bool
    has_short: bool
    time: str
    for_whom: str
    prepare: tuple[str, ...]
    lessons: tuple[ScriptLesson, ...]
    after: tuple[str, ...]
    footer: str
    address: str

    @property
    def pictures(self) -> tuple[str, ...]:
        """The files of all pictures, each once."""
        cards = (card for lesson in self.lessons for part in lesson.parts for card in part.cards)
        return tuple(dict.fromkeys(card.picture.file for card in cards if card.picture))


def script_of(slug: str, actor: Actor, *, short: bool = False) -> Script | None:
    """Return the script of a module the actor may see, in two statements."""
    reading = reading_of(slug, actor)
    if reading is None:
        return None
    bodies = _bodies(reading)
    with force_locale(LANGUAGE):
        return _script(reading, bodies, short=short)


def picture_contents(script: Script) -> dict[str, bytes]:
    """Return the pictures of a script by the name of their file, in one statement or none."""
    if not script.pictures:
        return {}
    wanted = select(ModuleMedia).where(
        ModuleMedia.module_id == script.reading.module.id, ModuleMedia.file.in_(script.pictures)
    )
    return {row.file: row.content for row in db.session.scalars(wanted.options(undefer(ModuleMedia.content)))}


def _bodies(reading: Reading) -> dict[str, tuple[Block, ...]]:
    """Return the blocks of every part in its newest text, by uid."""
    newest = (
        select(Part.uid, PartVersion.body)
        .join(PartVersion, PartVersion.part_id == Part.id)
        .where(Part.module_id == reading.module.id, PartVersion.number == Part.version, Part.retired_at.is_(None))
    )
    return {uid: blocks.from_json(body) for uid, body in db.session.execute(newest)}


def _script(reading: Reading, bodies: dict[str, tuple[Block, ...]], *, short: bool) -> Script:
    module, version = reading.module, reading.version
    found = list(_lessons(reading, bodies, short=short))
    lessons = tuple(lesson for lesson, _ends in found)
    made = _("versie %(number)s", number=version.number)
    if version.published_at:
        made = f"{made}, {day(version.published_at)}"
    return Script(
        reading=reading,
        short=short,
        has_short=any(line.easy and line.is_for(BY_EAR) for line in reading.outline.parts),
        time=minutes(found[-1][1] if found else 0),
        for_whom=_listed(BY_EAR if short else frozenset(module.audiences)),
        prepare=tuple(_prepare(lessons, short=short)),
        lessons=lessons,
        after=tuple(_after(reading, short=short)),
        footer=f"{module.title} · {_('draaiboek')} · {made}",
        address=f"{current_app.config['SETTINGS'].base_url}/modules/{module.slug}".partition("://")[2],
    )


def _lessons(
    reading: Reading, bodies: dict[str, tuple[Block, ...]], *, short: bool
) -> Iterator[tuple[ScriptLesson, int]]:
    clock = 0
    for number, line in enumerate(reading.outline.lessons, start=1):
        shown = [part for part in line.parts if not short or (part.easy and part.is_for(BY_EAR))]
        parts, begins = [], clock
        for place, part in enumerate(shown, start=1):
            parts.append(_part(f"{number}.{place}", part, bodies.get(part.uid, ()), clock, short=short))
            clock += _minutes(part, short=short)
        if parts:
            yield _lesson(number, line, tuple(parts), begins, clock), clock


def _lesson(number: int, line: LessonLine, parts: tuple[ScriptPart, ...], begins: int, ends: int) -> ScriptLesson:
    return ScriptLesson(
        number=number,
        title=line.title,
        summary=line.summary,
        time=minutes(ends - begins),
        begins=_clock(begins),
        ends=_clock(ends),
        prepare=tuple(_kit(Counter(card.kind for part in parts for card in part.cards))),
        parts=parts,
    )


def _part(number: str, line: PartLine, body: tuple[Block, ...], clock: int, *, short: bool) -> ScriptPart:
    easy = next((block for block in body if isinstance(block, Easy)), None)
    if short and easy:
        shown = [*easy.blocks, *(block for block in body if isinstance(block, Assignment))]
    else:
        shown = [*_opening_picture(body, easy), *body]
    return ScriptPart(
        number=number,
        title=line.title,
        begins=_clock(clock),
        time=minutes(_minutes(line, short=short)),
        for_whom="" if short else _listed(frozenset(line.audiences)),
        cards=cards_of(shown),
    )


def _opening_picture(body: tuple[Block, ...], easy: Easy | None) -> list[Block]:
    """Return the picture of the easy twin when the text has none, as the screen does."""
    if easy is None or any(isinstance(block, Picture) for block in body):
        return []
    return [block for block in easy.blocks if isinstance(block, Picture)]


def _prepare(lessons: tuple[ScriptLesson, ...], *, short: bool) -> Iterator[str]:
    yield _("Lees dit draaiboek een keer helemaal door. Kies welke lessen je doet: één per keer is genoeg.")
    yield _("Zet de stoelen in een kring. Zorg voor koffie en thee, en voor een klok die iedereen ziet.")
    if any(card.picture for lesson in lessons for part in lesson.parts for card in part.cards):
        yield _("Print de plaatjes groot, of laat ze zien op een scherm.")
    yield _("Spreek samen af: wat hier wordt verteld, blijft hier. Noem geen namen van bewoners.")
    yield _(
        "De minuten zijn leertijd. Praten in een groep duurt vaak langer. Sla liever een deel over dan dat je haast."
    )
    if not short:
        yield _("Ken je een antwoord niet? Zeg dat je het opzoekt. Geef geen advies over medicijnen of middelen.")


def _kit(kinds: Counter[str]) -> Iterator[str]:
    """Say what one lesson needs on the table."""
    if count := kinds["picture"]:
        yield ngettext("%(num)s plaatje", "%(num)s plaatjes", count)
    if kinds["question"]:
        yield _("kaartjes en stiften voor de vragen")
    if count := kinds["scenario"]:
        yield ngettext(
            "%(num)s rollenspel: vraag vooraf wie wil spelen",
            "%(num)s rollenspellen: vraag vooraf wie wil spelen",
            count,
        )
    if count := kinds["assignment"]:
        yield ngettext("de opdracht op papier", "de opdrachten op papier", count)


def _after(reading: Reading, *, short: bool) -> Iterator[str]:
    yield _("Vraag iedereen: wat neem je mee naar morgen? Schrijf geen namen van bewoners op.")
    quiz = reading.outline.quiz
    if quiz and not short:
        yield _(
            "Wil iemand een bewijs? Dan doet die de delen en de toets zelf op een scherm: %(count)s vragen.",
            count=quiz.draw,
        )
    yield _("Klopt er iets niet in dit draaiboek? Vertel het ons via 'Dit kan beter' op de site.")


def _minutes(line: PartLine, *, short: bool) -> int:
    return line.minutes_in(Twin.EASY if short else Twin.REGULAR)


def _clock(after: int) -> str:
    """Return 1:05 for an hour and five minutes after the start."""
    hours, rest = divmod(after, 60)
    return f"{hours}:{rest:02}"


def _listed(audiences: frozenset[str]) -> str:
    """Return for whom something is, in words and always in the same order."""
    names = {
        "professional": _("professionals"),
        "key_person": _("sleutelpersonen"),
        "expert_by_experience": _("ervaringsdeskundigen"),
        "director": _("wijkregisseurs"),
    }
    found = [str(name) for key, name in names.items() if key in audiences]
    *others, last = found or [""]
    return _("%(others)s en %(last)s", others=", ".join(others), last=last) if others else last
