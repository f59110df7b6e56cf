"""Reading ``modules/paths/<slug>.toml``: everything is read, every problem is kept, nothing is written."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from lms.accounts.enums import Role
from lms.content.enums import MANIFEST
from lms.content.problems import Origin
from lms.content.read.desk import Desk
from lms.content.read.folders import NUMBERED, SLUG
from lms.content.read.sources import line_in
from lms.training.enums import ModuleStatus, StopKind
from lms.training.models.learning_paths import (
    LONGEST_PRACTICE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_MONTHS,
)
from lms.training.models.path_texts import ItemText, PathText

MODULES = "modules"
FOLDER = f"{MODULES}/paths"
TEXTS = {"uid": 64, "title": LONGEST_TITLE, "summary": LONGEST_SUMMARY}
SWITCHES = ("ordered", "discussion")
NUMBERS = {"position": 999, "deadline_days": MOST_DAYS, "renewal_months": MOST_MONTHS}
KINDS = tuple(str(kind) for kind in StopKind)
ITEM_KEYS = {"uid", *KINDS, "text", "required", "opens_on", "after", "in_renewal"}
KEY_LINE, TABLE_LINE = re.compile(r"([A-Za-z_]+)\s*="), re.compile(r"\[\[\s*items\s*\]\]")


@dataclass(frozen=True)
class PathPackage:
    """A path as read from its file; ``items`` says where each of its items stands."""

    text: PathText
    origin: Origin

    @property
    def uid(self) -> str:
        """Its identity; the name of the file gives only the address."""
        return self.text.uid


@dataclass
class _Table:
    """A table of the file, and where its keys stand."""

    values: Mapping[str, Any]
    origin: Origin
    desk: Desk
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, key: str) -> Origin:
        return Origin(self.origin.file, self.lines.get(key, self.origin.line))

    def wrong(self, key: str, message: str) -> None:
        self.desk.problem(self.at(key), f"path-{key}", message)

    def text(self, key: str, most: int, *, must: bool = True) -> str:
        value = self.values.get(key, "")
        if isinstance(value, str) and len(value) <= most and (value.strip() or not must):
            return value
        self.wrong(key, _("Schrijf bij '%(key)s' een tekst van hoogstens %(most)s tekens.", key=key, most=most))
        return ""

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, _("Schrijf bij '%(key)s' true of false.", key=key))
        return value is True

    def number(self, key: str, most: int) -> int | None:
        value = self.values.get(key)
        if value is None or (type(value) is int and 1 <= value <= most):
            return value
        self.wrong(key, _("Schrijf bij '%(key)s' een heel getal van 1 tot en met %(most)s.", key=key, most=most))
        return None

    def known(self, keys: set[str]) -> None:
        for key in self.values.keys() - keys:
            self.desk.unknown(self.at(key), "key-unknown", what=_("De regel"), given=key, known=keys)


def read_paths(root: Path, desk: Desk) -> tuple[PathPackage, ...]:
    """Return the path of every file below ``root/modules/paths``; a module that is not there is a problem."""
    folder = root / FOLDER
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        return ()
    known = dict(_addresses(root))
    found = [each for path in files if (each := _read(path, known, desk))]
    _check_uids(found, desk)
    return tuple(found)


def _addresses(root: Path) -> Iterator[tuple[str, str]]:
    """Give the uid of every module by its address, and of every lesson by ``module/lesson``."""
    for path in sorted((root / MODULES).glob(f"*/{MANIFEST}")):
        try:
            manifest = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue  # reading modules says so
        yield path.parent.name, str(manifest.get("uid", ""))
        lessons = manifest.get("lessons", [])
        for lesson in lessons if isinstance(lessons, list) else ():
            if isinstance(lesson, dict) and (name := NUMBERED.fullmatch(str(lesson.get("folder", "")))):
                yield f"{path.parent.name}/{name[2]}", str(lesson.get("uid", ""))


def _read(path: Path, known: Mapping[str, str], desk: Desk) -> PathPackage | None:
    file = f"{FOLDER}/{path.name}"
    source = desk.contents(path, file)
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        message = _("Dit bestand is niet te lezen: %(error)s", error=str(error))
        desk.problem(Origin(file, line_in(error, source)), "toml", message)
        return None
    head, *tables = _tables(values, source, file, desk)
    if not SLUG.fullmatch(path.stem):
        head.wrong(
            "slug", _("De naam van dit bestand staat in het adres. Gebruik kleine letters, cijfers en streepjes.")
        )
    head.known({*TEXTS, *SWITCHES, *NUMBERS, "audiences", "status", "items"})
    items: list[ItemText] = []
    for table in tables:
        if item := _item(table, known, [each.uid for each in items]):
            items.append(item)
    text = PathText(
        uid=head.text("uid", TEXTS["uid"]),
        slug=path.stem,
        title=head.text("title", TEXTS["title"]),
        summary=head.text("summary", TEXTS["summary"]),
        audiences=_audiences(head),
        position=head.number("position", NUMBERS["position"]) or 1,
        status=_status(head),
        ordered=head.flag("ordered"),
        deadline_days=head.number("deadline_days", NUMBERS["deadline_days"]),
        renewal_months=head.number("renewal_months", NUMBERS["renewal_months"]),
        discussion=head.flag("discussion"),
        items=tuple(items),
    )
    _check_whole(head, text)
    return PathPackage(text, head.origin)


def _tables(values: dict[str, Any], source: str, file: str, desk: Desk) -> Sequence[_Table]:
    given = values.get("items", [])
    rows = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    tables = [_Table(values, Origin(file), desk)]
    for number, line in enumerate(source.splitlines(), start=1):
        if TABLE_LINE.match(line.strip()) and len(tables) <= len(rows):
            tables.append(_Table(rows[len(tables) - 1], Origin(file, number), desk))
        elif key := KEY_LINE.match(line):
            tables[-1].lines.setdefault(key[1], number)
    return tables


def _audiences(head: _Table) -> tuple[str, ...]:
    given = head.values.get("audiences")
    roles = tuple(str(role) for role in given) if isinstance(given, list) else ()
    if not roles:
        head.wrong("audiences", _("Schrijf bij 'audiences' voor welke rollen het leerpad is."))
    for role in roles:
        if role not in set(Role):
            head.desk.unknown(head.at("audiences"), "path-role", what=_("De rol"), given=role, known=set(Role))
    return tuple(sorted({role for role in roles if role in set(Role)}))


def _status(head: _Table) -> str:
    status = str(head.values.get("status", ""))
    if status not in set(ModuleStatus):
        head.desk.unknown(head.at("status"), "path-status", what=_("De status"), given=status, known=set(ModuleStatus))
        return ModuleStatus.DRAFT.value
    return status


def _item(table: _Table, known: Mapping[str, str], before: Sequence[str]) -> ItemText | None:
    table.known(ITEM_KEYS)
    kinds = [kind for kind in KINDS if kind in table.values]
    if len(kinds) != 1:
        table.wrong("item", _("Geef elk onderdeel precies één van: %(kinds)s.", kinds=", ".join(KINDS)))
        return None
    kind = StopKind(kinds[0])
    what = table.text(kind, LONGEST_TITLE)
    if kind is not StopKind.PRACTICE and what not in known:
        offered = {name for name in known if ("/" in name) == (kind is StopKind.LESSON)}
        table.desk.unknown(table.at(kind), f"path-{kind}", what=_("De module of les"), given=what, known=offered)
    after, opens_on = table.values.get("after"), table.values.get("opens_on")
    if after is not None and after not in before:
        table.wrong("after", _("Schrijf bij 'after' de uid van een onderdeel dat hierboven staat."))
    if opens_on is not None and (not isinstance(opens_on, date) or isinstance(opens_on, datetime)):
        table.wrong("opens_on", _("Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2028-11-01."))
        opens_on = None
    return ItemText(
        uid=table.text("uid", 64),
        kind=kind,
        about="" if kind is StopKind.PRACTICE else known.get(what, ""),
        title=what if kind is StopKind.PRACTICE else "",
        text=table.text("text", LONGEST_PRACTICE, must=kind is StopKind.PRACTICE),
        required=table.flag("required", default=True),
        opens_on=opens_on,
        after=after if isinstance(after, str) else None,
        in_renewal=table.flag("in_renewal"),
    )


def _check_whole(head: _Table, text: PathText) -> None:
    if not any(item.required for item in text.items):
        head.wrong("items", _("Zet minstens één onderdeel op het leerpad dat voor iedereen is."))
    if text.renewal_months and not any(item.in_renewal for item in text.items):
        head.wrong("renewal_months", _("Zet bij minstens één onderdeel in_renewal = true, of haal renewal_months weg."))


def _check_uids(found: Sequence[PathPackage], desk: Desk) -> None:
    seen: dict[str, str] = {}
    for package in found:
        for uid in (package.text.uid, *(item.uid for item in package.text.items)):
            if uid and uid in seen:
                message = _(
                    "De uid '%(uid)s' staat ook in %(file)s. Elke uid hoort bij één ding.", uid=uid, file=seen[uid]
                )
                desk.problem(package.origin, "uid-twice", message)
            seen.setdefault(uid, package.origin.file)
