"""Reading ``toolkit/<slug>/item.md``: everything is read, every problem is kept, nothing is written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from lms.content.fences import Line
from lms.content.packages import Media
from lms.content.pictures import made_name
from lms.content.problems import WARNING, Origin
from lms.content.read.desk import Desk
from lms.content.read.front_matter import listed, read_front_matter
from lms.content.read.media import FOLDER as MEDIA_FOLDER
from lms.content.read.media import read_media
from lms.toolkit.enums import Audience, Change, Evidence, ItemKind, ItemStatus, Level, Setting
from lms.toolkit.models import ItemText, PictureText
from lms.toolkit.models.texts import PROSE
from lms.toolkit.queries.writing import CHANGES, Colophon
from lms.toolkit.sync.packages import FILE, FOLDER, ItemPackage
from lms.toolkit.sync.sections import Section, lines_of, prose_of, read_pictures, read_sections, read_step

MUST = ("uid", "kind", "title", "summary", "minutes", "group", "steps", "source", "licence", "reason")
RELATED = ("follows", "combines", "alternatives")
MAY = (
    *("themes", "audience", "setting", "level", "evidence", "status", "version", "change", "review"),
    *("withdrawn", "replaced_by", *RELATED),
)
LONGEST, MOST_LINES = 200_000, 3_000  # bytes, lines
RANGE = re.compile(r"([1-9]\d{0,3})(?: ?[-–] ?([1-9]\d{0,3}))?")


def read_items(root: Path, desk: Desk) -> tuple[ItemPackage, ...]:
    """Return the item of each folder below ``root/toolkit``."""
    here = root / FOLDER
    folders = sorted(path for path in here.iterdir() if _is_package(path)) if here.is_dir() else []
    found = [read_item(path, f"{FOLDER}/{path.name}", desk) for path in folders]
    return tuple(_without_drafts(package, found) for package in found)


def read_item(folder: Path, name: str, desk: Desk) -> ItemPackage:
    """Return the item in a folder; ``name`` is how problems call that folder."""
    file = f"{name}/{FILE}"
    source = desk.contents(folder / FILE, file) if (folder / FILE).is_file() else ""
    if not source.strip():
        message = _("In deze map ontbreekt item.md. Schrijf het, of haal de map weg.")
        desk.problem(Origin(file), "missing-file", message)
    elif len(source.encode()) > LONGEST or source.count("\n") > MOST_LINES:
        message = _(
            "Dit bestand is langer dan %(size)s kB of %(lines)s regels. Verdeel het.",
            size=LONGEST // 1000,
            lines=MOST_LINES,
        )
        desk.problem(Origin(file), "too-long", message)
    else:
        return _read(source, folder, name, desk)
    empty = ItemText(kind="", title="", summary="", minutes=(0, 0), group=(0, 0), steps=())
    return ItemPackage(Colophon("", folder.name), empty, (), source, Origin(file))


def _is_package(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")  # as what an export that was broken off left behind


def _read(source: str, folder: Path, name: str, desk: Desk) -> ItemPackage:
    file = f"{name}/{FILE}"
    parted = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [Line(text, Origin(file, number)) for number, text in enumerate(parted, start=1)]
    keys, rest = read_front_matter(lines, file, desk, must=MUST, may=MAY)
    sections = read_sections(rest, desk)
    media = read_media(folder, keys["uid"].text if "uid" in keys else folder.name, name, desk)
    _note_strays(folder, name, desk)
    return ItemPackage(
        colophon=_colophon(keys, folder.name, desk),
        text=_text(keys, sections, media, desk),
        media=media,
        source=source,
        origin=Origin(file),
        places=dict(_places(keys, sections)),
    )


def _colophon(keys: Mapping[str, Line], slug: str, desk: Desk) -> Colophon:
    return Colophon(
        uid=_said(keys, "uid"),
        slug=slug,
        status=_one_of(keys, "status", ItemStatus, desk) or ItemStatus.PUBLISHED.value,
        version=_said(keys, "version"),
        change=_one_of(keys, "change", CHANGES.values(), desk) or CHANGES[Change.REAL],
        reason=_said(keys, "reason"),
        review=_day(keys.get("review"), desk),
        withdrawn=_said(keys, "withdrawn"),
        replaced_by=_said(keys, "replaced_by"),
        **{key: tuple(sorted(set(listed(keys.get(key))))) for key in RELATED},
    )


def _text(keys: Mapping[str, Line], sections: Mapping[str, Section], media: Iterable[Media], desk: Desk) -> ItemText:
    steps = sections.get("working_steps")
    return ItemText(
        kind=_one_of(keys, "kind", ItemKind, desk),
        title=_said(keys, "title"),
        summary=_said(keys, "summary"),
        minutes=_range(keys.get("minutes"), "minutes", desk),
        group=_range(keys.get("group"), "group", desk),
        steps=listed(keys.get("steps")),
        themes=listed(keys.get("themes")),
        audience=_some_of(keys, "audience", Audience, desk),
        setting=_some_of(keys, "setting", Setting, desk),
        level=_one_of(keys, "level", Level, desk),
        evidence=_one_of(keys, "evidence", Evidence, desk),
        source=_said(keys, "source"),
        licence=_said(keys, "licence"),
        invitation=lines_of(sections.get("invitation")),
        working_steps=tuple(read_step(step, desk) for step in steps.steps) if steps else (),
        pictures=tuple(_pictures(steps, media, desk)),
        **{field: prose_of(sections.get(field), desk) for field in PROSE},
    )


def _pictures(steps: Section | None, media: Iterable[Media], desk: Desk) -> Iterator[PictureText]:
    """Give the pictures with the names under which they will be kept; one without a file is noted."""
    there = {each.file: each.content for each in media}
    used = set()
    for picture, origin in read_pictures(steps, desk):
        if picture.file in there:
            used.add(picture.file)
            name = picture.file.removeprefix(f"{MEDIA_FOLDER}/")
            yield replace(picture, file=made_name(name, there[picture.file]))
        else:
            message = _("Het plaatje '%(file)s' is er niet. Zet het in de map media van dit item.", file=picture.file)
            desk.problem(origin, "picture-file", message)
    for each in media:
        if each.file not in used:
            message = _("Dit plaatje staat nergens in het item. Gebruik het, of haal het weg.")
            desk.problem(each.origin, "media-unused", message, WARNING)


def _places(keys: Mapping[str, Line], sections: Mapping[str, Section]) -> Iterator[tuple[str, Origin]]:
    """Give where keys, headings (by field) and steps (``step 1``) stand."""
    for key, line in keys.items():
        yield key, line.origin
    for name, section in sections.items():
        yield f"# {name}", section.origin
        for number, step in enumerate(section.steps, start=1):
            yield f"step {number}", step.origin


def _without_drafts(package: ItemPackage, packages: Iterable[ItemPackage]) -> ItemPackage:
    """Leave out relations with what is not brought in yet."""
    drafts = {each.slug for each in packages if each.is_draft}
    related: dict[str, Any] = {
        key: tuple(slug for slug in getattr(package.colophon, key) if slug not in drafts) for key in RELATED
    }
    return replace(package, colophon=replace(package.colophon, **related))


def _note_strays(folder: Path, name: str, desk: Desk) -> None:
    for path in sorted(folder.iterdir()):
        if path.name not in {FILE, MEDIA_FOLDER} and not path.name.startswith("."):
            message = _("'%(name)s' hoort niet in deze map. Plaatjes staan in media.", name=path.name)
            desk.problem(Origin(f"{name}/{path.name}"), "stray", message)


def _said(keys: Mapping[str, Line], key: str) -> str:
    return " ".join(keys[key].text.split()) if key in keys else ""


def _one_of(keys: Mapping[str, Line], key: str, known: Iterable[str] | type[StrEnum], desk: Desk) -> str:
    words = [str(each) for each in known]
    if (given := _said(keys, key)) and given not in words:
        desk.unknown(keys[key].origin, "word-unknown", what=f"{key}:", given=given, known=words)
    return given


def _some_of(keys: Mapping[str, Line], key: str, known: type[StrEnum], desk: Desk) -> tuple[str, ...]:
    words = [str(each) for each in known]
    given = listed(keys.get(key))
    for each in given:
        if each not in words:
            desk.unknown(keys[key].origin, "word-unknown", what=f"{key}:", given=each, known=words)
    return given


def _range(line: Line | None, key: str, desk: Desk) -> tuple[int, int]:
    if line is None:
        return (0, 0)
    if (found := RANGE.fullmatch(line.text)) and int(found[1]) <= int(found[2] or found[1]):
        return int(found[1]), int(found[2] or found[1])
    example = "45-60" if key == "minutes" else "4-12"
    message = _("Schrijf bij '%(key)s' een getal, of van-tot: %(example)s.", key=key, example=example)
    desk.problem(line.origin, "number", message)
    return (0, 0)


def _day(line: Line | None, desk: Desk) -> date | None:
    try:
        return date.fromisoformat(line.text) if line else None
    except ValueError:
        message = _("Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2028-11-01.")
        desk.problem(line.origin if line else Origin(), "date", message)
        return None
