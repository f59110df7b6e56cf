"""Programmes as a kind of content: what ``lms content`` checks, plans, syncs and exports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms.content.export import write_files
from lms.content.plan import Kept, Plan, make_plan
from lms.content.problems import Origin, Problem
from lms.content.read.desk import Desk
from lms.content.slots import Kind
from lms.kernel.db import db
from lms.programme.models import ActionCard, CardVersion, Programme
from lms.programme.sync.cards import CARD, digest_of, read_card, store_card
from lms.programme.sync.exporting import files_of
from lms.programme.sync.programmes import PROGRAMME, ProgrammeText, read_programme, store_programme, stored_digest
from lms.programme.sync.spots import KEY, LONGEST_KEY
from lms.programme.sync.steering import SteeringText, apply_steering, read_steering, stored_steering
from lms.programme.sync.step_keys import FOLDER


@dataclass(frozen=True)
class Package:
    """The folder of one programme: its words, its card, its milestones and risks."""

    slug: str
    text: ProgrammeText
    card: ActionCard
    card_text: str
    steering: SteeringText

    @property
    def card_uid(self) -> str:
        """How a plan calls this version of the card."""
        return f"{self.slug}/card-{self.card.number}"

    @property
    def steering_uid(self) -> str:
        """How a plan calls the milestones and risks."""
        return f"{self.slug}/steering"

    @property
    def digests(self) -> dict[str, str]:
        """The digest of everything a plan counts."""
        found = {self.slug: self.text.digest, self.card_uid: digest_of(self.card)}
        return found | ({self.steering_uid: self.steering.digest} if self.steering.digest else {})


def read(root: Path) -> tuple[Sequence[Package], Sequence[Problem]]:
    """Return every programme below the root, and every problem at once."""
    desk = Desk()
    folders = sorted(path for path in (root / FOLDER).glob("*") if path.is_dir())
    found = [_package(folder, desk) for folder in folders]
    return [package for package in found if package is not None], desk.problems


def plan(packages: Sequence[Package]) -> Plan:
    """Compare folders with what is stored; a programme whose folder is not here stays as it is."""
    on_disk: dict[str, str] = {}
    stored: dict[str, Kept] = {}
    for package in packages:
        on_disk |= package.digests
        stored |= _kept(package)
    return make_plan(on_disk, stored)


def apply(packages: Sequence[Package], plan: Plan, _actor: Any = None) -> None:
    """Carry out a plan; a card is added as a version and never changed, so that nobody's progress moves by itself."""
    touched = {*plan.create, *plan.update, *plan.settle}
    for package in packages:
        if package.slug in touched:
            store_programme(package.slug, package.text)
        if touched.isdisjoint({package.card_uid, package.steering_uid}):
            continue
        programme = db.session.scalars(select(Programme).where(Programme.slug == package.slug)).one()
        if package.steering_uid in touched:
            apply_steering(programme, package.steering)
        if package.card_uid in touched:
            store_card(programme, package.card, package.card_text)
    db.session.flush()


def export(root: Path) -> Iterator[Path]:
    """Write every programme below the root, and give each path as it is written."""
    for programme in db.session.scalars(select(Programme).order_by(Programme.slug)):
        files = {f"{programme.slug}/{name}": content for name, content in files_of(programme).items()}
        yield from write_files(root / FOLDER, files)


def _package(folder: Path, desk: Desk) -> Package | None:
    place = f"{FOLDER}/{folder.name}"
    if not KEY.fullmatch(folder.name) or len(folder.name) > LONGEST_KEY:
        message = _("De naam van deze map staat in het adres. Gebruik kleine letters, cijfers en streepjes.")
        desk.problem(Origin(place), "slug", message)
    texts = {}
    for name in (PROGRAMME, CARD):
        if not (folder / name).is_file():
            desk.problem(
                Origin(f"{place}/{name}"), "missing-file", _("Dit bestand ontbreekt. Een programma heeft het nodig.")
            )
            continue
        texts[name] = desk.contents(folder / name, f"{place}/{name}")
    text = read_programme(texts[PROGRAMME], f"{place}/{PROGRAMME}", desk) if PROGRAMME in texts else None
    themes = range(1, len(text.themes) + 1) if text else ()
    card = read_card(texts[CARD], f"{place}/{CARD}", desk, themes) if CARD in texts else None
    steering = read_steering(folder, place, desk, [phase.key for phase in text.phases] if text else None)
    return Package(folder.name, text, card, texts[CARD], steering) if text and card else None


def _kept(package: Package) -> dict[str, Kept]:
    programme = db.session.scalar(select(Programme).where(Programme.slug == package.slug))
    if programme is None:
        return {}
    found = {package.slug: Kept(stored_digest(programme, package.text), programme.digest)}
    if told := stored_steering(programme, package.steering):  # nobody changes these words in the browser: no conflict
        found[package.steering_uid] = Kept(told, told)
    same = (CardVersion.programme_id == programme.id, CardVersion.number == package.card.number)
    digest = db.session.scalar(select(CardVersion.digest).where(*same))
    if digest is not None:  # a number that was used cannot mean another card: no last sync makes that a conflict
        found[package.card_uid] = Kept(digest, digest if digest == digest_of(package.card) else None)
    return found


PROGRAMMES = Kind(name="programmes", folder=FOLDER, read=read, plan=plan, apply=apply, export=export)
