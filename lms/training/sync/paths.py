"""Learning paths as a kind of content for ``lms content``."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from lms.content.export import write_files
from lms.content.plan import Kept, Plan, make_plan
from lms.content.problems import Problem
from lms.content.read.desk import Desk
from lms.content.slots import Kind
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.models import Lesson, Module
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.path_texts import written
from lms.training.sync.path_files import FOLDER, PathPackage, read_paths
from lms.training.sync.path_storing import store_path, text_of

WHOLE = (
    selectinload(LearningPath.audiences),
    selectinload(LearningPath.items).options(joinedload(PathItem.module), joinedload(PathItem.lesson)),
)
FRESH = {"populate_existing": True}


def read(root: Path) -> tuple[Sequence[PathPackage], Sequence[Problem]]:
    """Return the path of every file below the root, and every problem at once."""
    desk = Desk()
    packages = read_paths(root, desk)
    return packages, sorted(set(desk.problems))


def plan(packages: Sequence[PathPackage]) -> Plan:
    """Compare files with what is stored; only reads."""
    rows = db.session.execute(
        select(LearningPath.uid, LearningPath.digest, LearningPath.synced_digest, LearningPath.retired_at)
        .order_by(LearningPath.position, LearningPath.uid)
    )  # fmt: skip
    stored = {uid: Kept(digest, synced, retired=retired is not None) for uid, digest, synced, retired in rows}
    return make_plan({package.uid: package.text.digest for package in packages}, stored)


def apply(packages: Sequence[PathPackage], plan: Plan, _actor: Any = None) -> None:
    """Carry out the plan inside the caller's unit of work; conflicts are left alone, twice is the same as once."""
    touched = {*plan.create, *plan.update}
    leaving = update(LearningPath).where(LearningPath.uid.in_(plan.retire))
    db.session.execute(leaving.values(retired_at=now(), synced_digest=LearningPath.digest))
    for package in packages:
        if package.uid in touched:
            path = store_path(package.text)
            path.synced_digest = path.digest
    if plan.settle:
        settled = update(LearningPath).where(LearningPath.uid.in_(plan.settle))
        db.session.execute(settled.values(synced_digest=LearningPath.digest))
    db.session.flush()


def export(root: Path) -> Iterator[Path]:
    """Let each path that is not retired have its file below the root; the file of one that left, goes."""
    live = select(LearningPath).where(LearningPath.retired_at.is_(None)).order_by(LearningPath.slug)
    paths = db.session.scalars(live.options(*WHOLE), execution_options=FRESH).all()
    addresses = _addresses()
    yield from write_files(
        root / FOLDER, {f"{path.slug}.toml": written(text_of(path), addresses).encode() for path in paths}
    )
    slugs, known = {path.slug for path in paths}, set(db.session.scalars(select(LearningPath.uid)))
    for file in sorted((root / FOLDER).glob("*.toml")):
        if file.stem not in slugs and _uid_in(file) in known:
            file.unlink()


def _addresses() -> dict[str, str]:
    """Return how modules and lessons are called in a file, by uid."""
    modules = db.session.execute(select(Module.uid, Module.slug))
    lessons = db.session.execute(
        select(Lesson.uid, Module.slug, Lesson.slug).join(Module, Module.id == Lesson.module_id)
    )
    return {uid: slug for uid, slug in modules} | {uid: f"{module}/{slug}" for uid, module, slug in lessons}


def _uid_in(file: Path) -> str:
    try:
        return str(tomllib.loads(file.read_text("utf-8")).get("uid", ""))
    except ValueError:
        return ""  # not one of ours


PATHS = Kind(name="paths", folder=FOLDER, read=read, plan=plan, apply=apply, export=export)
