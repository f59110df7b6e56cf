"""Writing an item as the ``item.md`` of its package, and the fingerprint by which a sync sees that it changed.

What stands here is read back by ``sync/reading.py``: reading what was written and writing it again gives the same, to
the letter. Every stored digest is made of this text, so another layout makes each of them stale.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from lms.kernel.db import db
from lms.toolkit.enums import Change, ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemRelation, ItemText, ItemVersion, PictureText, WorkingStep

CHANGES = {Change.REAL: "echte wijziging", Change.TYPO: "typefout"}
#: The headings of an item, in the order in which they are written, with the field each stands for.
HEADINGS = {
    "goal": "Doel",
    "not_when": "Wanneer je iets anders kiest",
    "preparation": "Voorbereiden",
    "materials": "Materiaal",
    "invitation": "Uitnodigen",
    "working_steps": "Stappen",
    "pitfalls": "Valkuilen",
    "variations": "Varianten",
    "online": "Online",
    "plain_language": "Voor mensen die weinig lezen",
    "follow_up": "Daarna",
}
#: What a paragraph of a step begins with when it is not what you do.
LABELS = {"saying": "Zeg", "done_when": "Klaar als", "note": "Voor de begeleider", "online": "Online"}
#: Lines that would be read as something else than text get a backslash, and lose it when they are read.
MEANS = re.compile(r"\\*(?:#{1,6}(?:\s|$)|/{3})")
MEANS_IN_STEP = re.compile(rf"{MEANS.pattern}|\\*(?:{'|'.join(LABELS.values())}):")
MADE_NAME = re.compile(r"[0-9a-f]{8}-(.+)")


@dataclass(frozen=True)
class Colophon:
    """What stands around the text of an item; relations are slugs, ``withdrawn`` is why it was."""

    uid: str
    slug: str
    status: str = ItemStatus.PUBLISHED.value
    version: str = ""
    change: str = CHANGES[Change.REAL]
    reason: str = ""
    review: date | None = None
    withdrawn: str = ""
    replaced_by: str = ""
    follows: tuple[str, ...] = ()
    combines: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


def written(item: Item, text: ItemText, number: int | None = None) -> str:
    """Return the Markdown of a version of an item, the current one unless told; two statements."""
    return markdown_of(colophon_of(item, number), text)


def digest_of(item: Item, text: ItemText) -> str:
    """Return the fingerprint of an item as it is stored now, with a text; one statement."""
    return fingerprint(_around(item), text)


def fingerprint(colophon: Colophon, text: ItemText) -> str:
    """Return a digest of everything a package says of an item; how and when it was published is not counted."""
    still = replace(colophon, version="", change="", reason="", review=None)
    return sha256(f"{colophon.slug}\n{markdown_of(still, text, whole_names=True)}".encode()).hexdigest()


def colophon_of(item: Item, number: int | None = None) -> Colophon:
    """Return what stands around a version of an item, the current one unless told."""
    wanted = item.number if number is None else number
    row = db.session.execute(
        select(ItemVersion.change, ItemVersion.reason).where(
            ItemVersion.item_id == item.id, ItemVersion.number == wanted
        )
    ).one_or_none()
    colophon = replace(_around(item), version=str(wanted), review=item.review_on)
    return replace(colophon, change=CHANGES[row.change], reason=row.reason) if row else colophon


def markdown_of(colophon: Colophon, text: ItemText, *, whole_names: bool = False) -> str:
    """Return an ``item.md``; ``whole_names`` keeps the names of pictures as they are stored."""
    names = {each.file: each.file for each in text.pictures} if whole_names else picture_names(text)
    parts = ["\n".join(["---", *_front_matter(colophon, text), "---"])]
    for field, heading in HEADINGS.items():
        if body := list(_section(field, text, names)):
            parts += [f"# {heading}", *body]
    return "\n\n".join(parts) + "\n"


def picture_names(text: ItemText) -> dict[str, str]:
    """Return for each picture the name it has in the folder ``media`` of its package."""
    short = {each.file: _short(each.file) for each in text.pictures}
    times = Counter(short.values())
    return {file: name if times[name] == 1 else file for file, name in short.items()}


def _short(file: str) -> str:
    found = MADE_NAME.fullmatch(file)
    return found[1] if found else file


def _around(item: Item) -> Colophon:
    same = select(ItemRelation.kind, Item.slug).join(Item, Item.id == ItemRelation.other_id)
    rows = db.session.execute(same.where(ItemRelation.item_id == item.id, Item.number > 0)).all()
    related = {kind: tuple(sorted(slug for each, slug in rows if each is kind)) for kind in RelationKind}
    replacing = select(Item.slug).where(Item.id == item.replaced_by_id)
    return Colophon(
        uid=item.uid,
        slug=item.slug,
        status=item.status.value,
        withdrawn=item.withdrawn_why,
        replaced_by=db.session.scalars(replacing).one() if item.replaced_by_id else "",
        follows=related[RelationKind.FOLLOWS],
        combines=related[RelationKind.COMBINES],
        alternatives=related[RelationKind.ALTERNATIVE],
    )


def _front_matter(colophon: Colophon, text: ItemText) -> Iterator[str]:
    yield from _keys(uid=colophon.uid, kind=text.kind, title=text.title, summary=text.summary)
    yield from _keys(minutes=_range(text.minutes), group=_range(text.group))
    yield from _lists(steps=text.steps, themes=text.themes, audience=text.audience, setting=text.setting)
    yield from _keys(level=text.level, evidence=text.evidence, source=text.source, licence=text.licence)
    change = "" if colophon.change == CHANGES[Change.REAL] else colophon.change
    yield from _keys(status=colophon.status, withdrawn=colophon.withdrawn, replaced_by=colophon.replaced_by)
    review = colophon.review.isoformat() if colophon.review else ""
    yield from _keys(version=colophon.version, change=change, reason=colophon.reason, review=review)
    related = {"follows": colophon.follows, "combines": colophon.combines, "alternatives": colophon.alternatives}
    yield from _lists(**related)


def _keys(**values: str) -> Iterator[str]:
    for key, value in values.items():
        if line := _one_line(value):
            quoted = len(line) > 1 and line[0] == line[-1] and line[0] in "\"'"
            yield f'{key}: "{line}"' if quoted else f"{key}: {line}"


def _lists(**values: tuple[str, ...]) -> Iterator[str]:
    for key, value in values.items():
        yield f"{key}: [{', '.join(value)}]"


def _range(numbers: tuple[int, int]) -> str:
    return "-".join(str(each) for each in dict.fromkeys(numbers))


def _section(field: str, text: ItemText, names: dict[str, str]) -> Iterator[str]:
    if field == "working_steps":
        for picture in text.pictures:
            yield _picture(picture, names[picture.file])
        for step in text.working_steps:
            yield from _step(step)
    elif field == "invitation":
        yield from (_escaped(line, MEANS) for line in _paragraphs(text.invitation))
    elif prose := _prose(getattr(text, field).markdown, MEANS):
        yield prose


def _picture(picture: PictureText, name: str) -> str:
    caption = _one_line(picture.caption)
    said = f"\n\n{_escaped(caption, MEANS)}\n" if caption else "\n"
    return f"/// picture | media/{name}\n    alt: {_one_line(picture.alt)}{said}///"


def _step(step: WorkingStep) -> Iterator[str]:
    title, when = _one_line(step.title), _one_line(step.when.translate({ord("("): " ", ord(")"): " "}))
    minutes = f"{step.minutes} {'minuut' if step.minutes == 1 else 'minuten'}" if step.minutes else ""
    behind = ", ".join(filter(None, (when, minutes)))
    yield f"## {title} ({behind})" if behind or title.endswith(")") else f"## {title}"
    if doing := _prose(step.doing.markdown, MEANS_IN_STEP):
        yield doing
    for field, label in LABELS.items():
        yield from (f"{label}: {line}" for line in _paragraphs(getattr(step, field)))


def _prose(markdown: str, means: re.Pattern[str]) -> str:
    """Return Markdown whose lines are read as text, with one empty line where there were more."""
    lines: list[str] = []
    for line in _lines(markdown.strip()):
        if line.strip():
            lines.append(_escaped(line, means))
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines)


def _escaped(line: str, means: re.Pattern[str]) -> str:
    return f"\\{line}" if means.match(line) else line


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(_one_line, _lines(text)) if line]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
