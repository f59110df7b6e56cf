"""Publishing a text as the next version of an item, and everything readers find it by."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from lms.accounts.models import Person
from lms.content.errors import NotWhole
from lms.content.prose import plain
from lms.kernel import audit, search
from lms.kernel.clock import now
from lms.kernel.db import Base, db
from lms.toolkit.enums import Change, ItemKind, ItemStatus
from lms.toolkit.models import Item, ItemAudience, ItemStep, ItemText, ItemTheme, ItemVersion
from lms.toolkit.models.texts import PROSE
from lms.toolkit.queries.words import time_words
from lms.toolkit.queries.writing import digest_of

KIND = "toolkit"
PUBLIC = ("public",)
#: What must be filled before anybody publishes, with what to say when it is not.
MUST = {
    "title": lambda: _("Geef het een titel, bijvoorbeeld: Halen en brengen."),
    "summary": lambda: _("Schrijf in één of twee zinnen wat het is."),
    "goal": lambda: _("Schrijf waarom je dit doet."),
    "steps": lambda: _("Kies minstens één stap van de actiekaart."),
    "working_steps": lambda: _("Schrijf minstens één stap, met minuten."),
    "pitfalls": lambda: _("Schrijf minstens één valkuil: wat gaat vaak mis, en wat doe je dan?"),
    "source": lambda: _("Schrijf waar het vandaan komt. Eigen werk mag ook."),
    "licence": lambda: _("Kies onder welke voorwaarden anderen het mogen gebruiken."),
}


def problems_of(text: ItemText) -> tuple[tuple[str, str], ...]:
    """Return what a text lacks before it can be published, as (field, sentence); nothing when it is whole."""
    missing = [(name, said()) for name, said in MUST.items() if not getattr(text, name)]
    if not 1 <= text.minutes[0] <= text.minutes[1]:
        missing.append(("minutes", _("Schrijf hoeveel minuten het duurt, bijvoorbeeld 45 of 45-60.")))
    elif not text.minutes_fit:
        message = _(
            "De stappen duren samen %(total)s minuten, en bij de tijd staat: %(promised)s. Maak dat gelijk.",
            total=text.minutes_of_steps,
            promised=time_words(*text.minutes),
        )
        missing.append(("minutes", message))
    if not 1 <= text.group[0] <= text.group[1]:
        missing.append(("group", _("Schrijf met hoeveel mensen je het doet, bijvoorbeeld 4-12.")))
    if text.kind == ItemKind.METHOD and any(not step.minutes and not step.when for step in text.working_steps):
        missing.append(("working_steps", _("Schrijf bij elke stap hoeveel minuten hij duurt, of op welke dag hij is.")))
    return tuple(missing)


def publish(
    item: Item,
    text: ItemText,
    *,
    change: Change,
    reason: str,
    by: Person | None,
    reviewed_by: Person | None = None,
    origin: str,
) -> ItemVersion:
    """Make a text the current version; refuse what is not whole (A-4). ``by`` is nobody when it comes from a folder."""
    if problems := problems_of(text):
        raise NotWhole(_("Er ontbreekt nog iets. Vul het aan en publiceer dan."), problems)
    if not reason.strip():
        raise NotWhole(_("Er ontbreekt nog iets."), (("reason", _("Schrijf in één zin wat er anders is.")),))
    version = ItemVersion(
        item_id=item.id,
        number=item.number + 1,
        change=change,
        reason=reason.strip(),
        text_json=asdict(text),
        by_id=by.id if by else None,
        reviewed_by_id=reviewed_by.id if reviewed_by else None,
    )
    db.session.add(version)
    item.number, item.status, item.changed_at = version.number, ItemStatus.PUBLISHED, now()
    item.withdrawn_at = item.replaced_by_id = None
    item.withdrawn_why = ""
    show(item, text)
    actor = by.uid if by else "lms"
    audit.record("toolkit.publish", f"toolkit/{item.uid}/v{version.number}", actor_uid=actor, origin=origin)
    db.session.flush()
    mark(item, text)
    return version


def mark(item: Item, text: ItemText) -> None:
    """Write down what is stored now, so that a sync sees that it changed; after relating or withdrawing too."""
    item.digest = digest_of(item, text)
    db.session.flush()


def show(item: Item, text: ItemText) -> None:
    """Bring in line what lists, filters and the search index know of an item."""
    item.kind, item.title, item.summary = ItemKind(text.kind), text.title, text.summary
    (item.minutes_from, item.minutes_to), (item.group_from, item.group_to) = text.minutes, text.group
    db.session.flush()
    _rows(ItemStep, item, "step_key", text.steps)
    _rows(ItemTheme, item, "theme_key", text.themes)
    _rows(ItemAudience, item, "audience", text.audience)
    words = "\n".join([text.summary, *words_of(text)])
    search.put(KIND, item.uid, title=text.title, text=words, url=f"/toolkit/{item.slug}", scopes=PUBLIC)


def words_of(text: ItemText) -> list[str]:
    """Return the running text of an item in plain words, a paragraph each."""
    said = [plain(getattr(text, name).html) for name in PROSE]
    steps = [
        f"{step.title}. {plain(step.doing.html)} {step.saying} {step.done_when} {step.note} {step.online}".strip()
        for step in text.working_steps
    ]
    return [words for words in (text.invitation, *said, *steps) if words]


def _rows(table: type[Base], item: Item, column: str, wanted: Collection[str]) -> None:
    """Write the keys of an item anew; there are a handful."""
    values: Any = table
    db.session.execute(delete(table).where(values.item_id == item.id))
    db.session.add_all(table(item_id=item.id, **{column: each}) for each in dict.fromkeys(wanted))
    db.session.flush()
