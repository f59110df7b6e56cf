"""Modules as a kind of content for ``lms content``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flask_babel import gettext as _

from lms.content.check.packages import read_and_check
from lms.content.packages import Package
from lms.content.problems import Problem
from lms.content.slots import Kind
from lms.training.sync.applying import apply
from lms.training.sync.exporting import export
from lms.training.sync.stored import plan

FOLDER = "modules"
#: Words that stand in an address where a lesson could stand (besides that of the quiz).
RESERVED = frozenset({"delen", "media"})


def read(root: Path) -> tuple[Sequence[Package], Sequence[Problem]]:
    """Return all packages below the root, and every problem at once."""
    packages, problems = read_and_check(root, FOLDER)
    return packages, [*problems, *(problem for package in packages for problem in _taken_addresses(package))]


def _taken_addresses(package: Package) -> Iterator[Problem]:
    for lesson in package.lessons:
        if lesson.slug in RESERVED:
            message = _(
                "De naam '%(slug)s' is al in gebruik in het adres. Geef de map van deze les een andere naam.",
                slug=lesson.slug,
            )
            yield Problem(lesson.origin, "lesson-slug", message)


MODULES = Kind(name="modules", folder=FOLDER, read=read, plan=plan, apply=apply, export=export)
