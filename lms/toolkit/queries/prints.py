"""An item as it stands on paper: one sheet of words for browser and PDF. It speaks Dutch, as the item does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.programme.models import ActionCard
from lms.programme.queries.cards import current_card
from lms.toolkit.enums import ItemKind, ItemStatus
from lms.toolkit.models import Item, ItemPicture, ItemText, PictureText, Prose, WorkingStep
from lms.toolkit.queries.items import Shown, shown_by_slug
from lms.toolkit.queries.pieces import curly
from lms.toolkit.queries.words import AUDIENCES, EVIDENCES, KINDS, LEVELS, SETTINGS, VERDICTS, group_words, time_words
from lms.ui.formats import day

LANGUAGE = "nl"
MOST_STEPS, LONGEST_TITLE, LONGEST_SAYING, LONGEST_WHY = (
    12,
    80,
    150,
    200,
)  # of a pocket card that would be more than a sheet
POCKET_SIZES = ((14, 1), (12, 1), (12, 2), (10, 2), (9, 2))  # points, and sides of the sheet
POCKET_HEIGHT, POCKET_WIDTH = 455, 300  # of a side of an A5, in points, less what breaking between steps costs
FRESH = {"populate_existing": True}  # the deferred content too, when a row was read before


@dataclass(frozen=True)
class Part:
    """A heading with what stands below it."""

    heading: str
    prose: Prose


@dataclass(frozen=True)
class PaperStep:
    """A step with its time in words, and what you say a line each."""

    number: int
    title: str
    time: str
    doing: Prose
    saying: tuple[str, ...]
    done_when: str
    note: str
    online: str


@dataclass(frozen=True)
class Sheet:
    """Everything that can stand on a card; ``mark`` says that something else holds now."""

    item_id: int
    slug: str
    number: int
    is_current: bool
    title: str
    summary: str
    about: str
    brief: str
    mark: str
    mark_why: str
    facts: tuple[tuple[str, str], ...]
    why: tuple[Part, ...]
    invitation: tuple[str, ...]
    before: tuple[Part, ...]
    steps: tuple[PaperStep, ...]
    after: tuple[Part, ...]
    colophon: tuple[tuple[str, str], ...]
    footer: str
    address: str
    pictures: tuple[PictureText, ...]
    more: str = ""


def sheet_by_slug(slug: str, number: int | None, actor: Actor) -> Sheet | None:
    """Return what stands on the card of an item, the current version unless told; two statements."""
    shown = shown_by_slug(slug, actor, number)
    if shown is None:
        return None
    version = current_card()
    card = version.card if version else None
    with force_locale(LANGUAGE):
        return _sheet(shown, card)


def words_of(sheet: Sheet) -> dict[str, str]:
    """Return the words that stand on every card."""
    with force_locale(LANGUAGE):
        return {
            "logo": _("Kringwijs, een kring die aan één kant open is"),
            "qr": _("QR-code naar %(address)s", address=sheet.address),
            "scan": _("Scan voor de pagina"),
            "invite": _("Zo nodig je uit"),
            "steps": _("Zo doe je het"),
            "say": _("Zeg"),
            "done": _("Klaar als:"),
            "note": _("Voor de begeleider:"),
            "online": _("Online:"),
            "about": _("Over deze kaart"),
        }


def picture_contents(sheet: Sheet) -> dict[str, bytes]:
    """Return the pictures of a sheet by the name of their file, in one statement or none."""
    if not sheet.pictures:
        return {}
    wanted = select(ItemPicture).where(
        ItemPicture.item_id == sheet.item_id, ItemPicture.file.in_([each.file for each in sheet.pictures])
    )
    rows = db.session.scalars(wanted.options(undefer(ItemPicture.content)), execution_options=FRESH)
    return {row.file: row.content for row in rows}


def shortened(sheet: Sheet) -> Sheet:
    """Return a sheet whose steps fit in a pocket whatever people wrote; it leads to the page for the rest."""
    steps = tuple(
        replace(
            each,
            title=_cut(each.title, LONGEST_TITLE),
            saying=tuple(_cut(said, LONGEST_SAYING) for said in each.saying[:1]),
        )
        for each in sheet.steps[:MOST_STEPS]
    )
    title, why = _cut(sheet.title, LONGEST_TITLE), _cut(sheet.mark_why, LONGEST_WHY)
    with force_locale(LANGUAGE):
        more = _("Dit is een korte versie. Scan de code: op de pagina staat alles.")
    return replace(sheet, title=title, mark_why=why, steps=steps, more=more)


def pocket_sheet(sheet: Sheet) -> tuple[Sheet, int]:
    """Return what a browser prints on a pocket card of two sides at most, and the size of its letters in points.

    A browser cannot look for the largest size that fits as the PDF does, so this counts lines, on the safe side.
    """
    for size, sides in POCKET_SIZES:
        if _height(sheet, size) <= sides * POCKET_HEIGHT:
            return sheet, size
    return shortened(sheet), POCKET_SIZES[-1][0]


def item_address(slug: str) -> str:
    """Return where paper leads back to: the page of the item, which always shows what holds now."""
    return f"{current_app.config['SETTINGS'].base_url}/toolkit/{slug}"


def _sheet(shown: Shown, card: ActionCard | None) -> Sheet:
    item, text, number = shown.item, shown.text, shown.version.number
    mark, why = _mark(shown)
    return Sheet(
        item_id=item.id,
        slug=item.slug,
        number=number,
        is_current=shown.is_current,
        title=curly(text.title),
        summary=curly(text.summary),
        about=_("Toolkit · %(kind)s", kind=KINDS[item.kind]),
        brief=f"{time_words(*text.minutes)} · {group_words(*text.group)}",
        mark=mark,
        mark_why=why,
        facts=tuple(_facts(text, card)),
        why=_parts((_("Waarom je dit doet"), text.goal), (_("Wanneer je iets anders kiest"), text.not_when)),
        invitation=_lines(text.invitation),
        before=_parts((_("Zet dit klaar"), text.preparation), (_("Dit heb je nodig"), text.materials)),
        steps=tuple(_step(number, step) for number, step in enumerate(text.working_steps, start=1)),
        after=_parts(
            (_("Valkuilen"), text.pitfalls),
            (_("Zo kan het ook"), text.variations),
            (_("Online"), text.online),
            (_("Voor mensen die weinig lezen"), text.plain_language),
            (_("Daarna"), text.follow_up),
        ),
        colophon=tuple(_colophon(shown)),
        footer=f"{curly(text.title)} · {_('versie %(number)s', number=number)}"
        + (f" · {mark.rstrip('.')}" if mark else ""),
        address=item_address(item.slug).partition("://")[2],
        pictures=text.pictures,
    )


def _mark(shown: Shown) -> tuple[str, str]:
    """Say loudly that this paper is not what holds now."""
    item = shown.item
    if item.status is ItemStatus.WITHDRAWN and item.withdrawn_at:
        why = [item.withdrawn_why]
        if item.replaced_by:
            why.append(_("Gebruik in plaats hiervan: %(title)s.", title=item.replaced_by.title))
        return _("Ingetrokken op %(day)s.", day=day(item.withdrawn_at)), " ".join(each for each in why if each)
    if not shown.is_current:
        return _("Oude versie."), _("Nu geldt versie %(number)s. Scan de code.", number=item.number)
    return (_("Proefversie."), _trial(item)) if item.kind is ItemKind.TRIAL else ("", "")


def _trial(item: Item) -> str:
    """Say of a trial what a circle found, or that nobody knows yet."""
    if item.verdict is None or item.verdict_at is None:
        return _("Probeer hem, en vertel hoe het ging. Scan de code.")
    where = item.verdict_circle or _("een leerkring")
    found = f"{VERDICTS[item.verdict]}, {day(item.verdict_at)}, {where}."
    return f"{found} {item.verdict_why or ''}".strip()


def _facts(text: ItemText, card: ActionCard | None) -> Iterator[tuple[str, str]]:
    yield _("Tijd"), time_words(*text.minutes)
    yield _("Groep"), group_words(*text.group)
    if text.setting:
        yield _("Waar"), _listed(str(SETTINGS[each]) for each in SETTINGS if each in text.setting)
    if text.audience:
        yield _("Met wie"), _listed(str(AUDIENCES[each]) for each in AUDIENCES if each in text.audience)
    found = [step for step in card.steps if step.key in text.steps] if card else []
    if found:
        steps = ", ".join(f"{step.number}. {step.title}" for step in found)
        yield (_("Stap op de actiekaart") if len(found) == 1 else _("Stappen op de actiekaart")), steps


def _listed(words: Iterator[str]) -> str:
    """Bewoners, sleutelpersonen: one sentence, so one capital."""
    joined = ", ".join(words)
    return joined[:1] + joined[1:].lower()


def _parts(*offered: tuple[str, Prose]) -> tuple[Part, ...]:
    return tuple(Part(heading, prose) for heading, prose in offered if prose)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(curly(line.strip()) for line in text.splitlines() if line.strip())


def _step(number: int, step: WorkingStep) -> PaperStep:
    minutes = _("%(number)s min", number=step.minutes) if step.minutes else ""
    return PaperStep(
        number=number,
        title=curly(step.title),
        time=", ".join(each for each in (step.when, minutes) if each),
        doing=step.doing,
        saying=_lines(step.saying),
        done_when=curly(" ".join(step.done_when.split())),
        note=curly(" ".join(step.note.split())),
        online=curly(" ".join(step.online.split())),
    )


def _colophon(shown: Shown) -> Iterator[tuple[str, str]]:
    text, item, version = shown.text, shown.item, shown.version
    yield _("Versie"), _("%(number)s, van %(day)s", number=version.number, day=day(version.published_at))
    if item.reviewed_on and shown.is_current:
        yield _("Nagekeken op"), day(item.reviewed_on)
    if text.level in LEVELS:
        yield _("Voor wie"), str(LEVELS[text.level])  # type: ignore[index]
    if text.evidence in EVIDENCES:
        yield _("Basis"), str(EVIDENCES[text.evidence])  # type: ignore[index]
    if item.verdict and item.verdict_at:
        yield _("Leerkring"), f"{str(VERDICTS[item.verdict]).lower()}, {day(item.verdict_at)}"
    yield _("Bron"), text.source
    yield _("Delen mag"), text.licence


def _cut(text: str, most: int) -> str:
    """Return a text, or as many whole words of it as fit."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def _height(sheet: Sheet, size: int) -> float:
    """Return about how many points the steps and the head of a pocket card take."""
    letters = POCKET_WIDTH / (size * 0.54)
    lines = sum(
        ceil((len(step.title) + len(step.time)) * 1.1 / letters)
        + sum(ceil(len(said) / letters) for said in step.saying)
        + 0.9
        for step in sheet.steps
    )
    head = 85 + 24 * (len(sheet.title) // 22) + 16 * ceil(len(sheet.mark + sheet.mark_why) / 60)
    return head + lines * size * 1.36
