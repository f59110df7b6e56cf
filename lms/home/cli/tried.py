"""What the people of the demo programme did with the toolkit: trial versions, experiences, suggestions, a draft."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.content.slots import KINDS, Packages
from lms.home.cli.towns import Town
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.slots import fillers
from lms.toolkit.commands.drafts import save_draft
from lms.toolkit.commands.publishing import mark, publish
from lms.toolkit.commands.relating import relate
from lms.toolkit.commands.reviewing import ask_review
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, ItemKind, RelationKind, ReportState, Result, Verdict
from lms.toolkit.models import Item, ItemReport, ItemSuggestion, SavedItem
from lms.toolkit.queries.drafts import working_on

DATA = Path(__file__).parents[1] / "data"
ORIGIN = "demo"


def use_toolkit(town: Town) -> None:
    """Let people make, try, tell, suggest, keep and write; an item that somebody took away is passed over."""
    told = tomllib.loads((DATA / "demo_toolkit.toml").read_text())
    items = {item.slug: item for item in db.session.scalars(select(Item))}
    items |= _made(town, told, items)
    for item, row in _about(items, told["reports"]["rows"]):
        _report(town, item, *row)
    for item, (name, days, text, answer) in _about(items, told["suggestions"]["rows"]):
        _suggestion(town, item, town.person(name), days, text, answer)
    for item, (name,) in _about(items, told["saved"]["rows"]):
        db.session.add(SavedItem(person_id=town.person(name).id, item_id=item.id))
    for item, row in _about(items, told["drafts"]["rows"]):
        _draft(town, item, *row)
    db.session.flush()


def _about(items: Mapping[str, Item], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Item, Sequence[Any]]]:
    """Yield the item that begins a row, and the rest of that row, for items that are there."""
    yield from ((items[slug], row) for slug, *row in rows if slug in items)


def _made(town: Town, told: Mapping[str, Any], items: Mapping[str, Item]) -> dict[str, Item]:
    """Publish what the people of the demo wrote themselves, with what became of it."""
    packages = _packages()
    made = {each.slug: _published(each, town) for each in packages if each.slug not in items}
    for package in packages:
        if package.slug in made:
            _related(made[package.slug], package)
    for row in told["made"]:
        if item := made.get(row["item"]):
            item.owner_id = town.person(row["by"]).id
            _ended(item, row, {**items, **made}, by=town.coordinator)
    return made


def _packages() -> Packages:
    kind = next(kind for kind in fillers(KINDS) if kind.name == "toolkit")
    return kind.read(DATA)[0]  # relations name items that ship, which this folder does not have


def _published(package: Any, town: Town) -> Item:
    text, colophon = package.text, package.colophon
    item = Item(slug=package.slug, kind=ItemKind(text.kind), title=text.title, summary=text.summary)
    item.review_on = colophon.review
    db.session.add(item)
    db.session.flush()
    writer = "ontwerper" if item.kind is ItemKind.TRIAL else "coordinator"
    who = {"by": town.person(writer), "reviewed_by": town.person("redacteur")}
    publish(item, text, change=Change.REAL, reason=colophon.reason, origin=ORIGIN, **who)
    return item


def _related(item: Item, package: Any) -> None:
    relate(item, RelationKind.FOLLOWS, package.colophon.follows)
    relate(item, RelationKind.COMBINES, package.colophon.combines)
    relate(item, RelationKind.ALTERNATIVE, package.colophon.alternatives)
    mark(item, package.text)


def _ended(item: Item, row: Mapping[str, Any], items: Mapping[str, Item], *, by: Person) -> None:
    if "verdict" in row:
        found = {"verdict": Verdict(row["verdict"]), "why": row["verdict_why"], "circle": row["verdict_circle"]}
        give_verdict(item, **found, stand="", by=by, origin=ORIGIN)
    if "withdrawn" in row:
        withdraw(item, row["withdrawn"], items.get(row["replaced_by"]), by=by, origin=ORIGIN)


def _report(
    town: Town, item: Item, place: str, days: int, result: str, state: str, sentence: str, after: str, why: str
) -> None:
    here, at = town.neighbourhoods[place], _ago(days)
    report = ItemReport(item_id=item.id, number=item.number, neighbourhood_id=here.id, by_id=here.director_id, at=at)
    report.result, report.state, report.sentence, report.next_time = Result(result), ReportState(state), sentence, after
    report.consent, report.checked_why = state != ReportState.INSIDE or bool(why), why
    if state == ReportState.PUBLIC or why:
        report.checked_by_id, report.checked_at = town.person("redacteur").id, at + timedelta(days=1)
    db.session.add(report)


def _suggestion(town: Town, item: Item, by: Person, days: int, text: str, answer: str) -> None:
    wish = ItemSuggestion(item_id=item.id, by_id=by.id, text=text, at=_ago(days))
    if answer:
        wish.answer, wish.answered_by_id = answer, town.person("redacteur").id
        wish.answered_at = wish.at + timedelta(days=2)
    db.session.add(wish)


def _draft(town: Town, item: Item, name: str, field: str, text: str, reason: str) -> None:
    """Let somebody write on an item, and ask for a second pair of eyes."""
    by, working = town.person(name), working_on(item)
    working = save_draft(item, {**working.form, field: text}, stand=working.stand, by=by, origin=ORIGIN)
    ask_review(item, None, reason, stand=working.stand, by=by, origin=ORIGIN)


def _ago(days: int) -> datetime:
    return now() - timedelta(days=days)
