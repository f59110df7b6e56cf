"""Modules as a kind of content for ``lms content``."""

from collections.abc import Sequence
from pathlib import Path

from lms.content.check.packages import read_and_check
from lms.content.packages import Package
from lms.content.problems import Problem
from lms.content.slots import Kind
from lms.training.sync.addresses import taken_addresses
from lms.training.sync.applying import apply
from lms.training.sync.exporting import export
from lms.training.sync.stored import plan

FOLDER = "modules"


def read(root: Path) -> tuple[Sequence[Package], Sequence[Problem]]:
    """Return all packages below the root, and every problem at once."""
    packages, problems = read_and_check(root, FOLDER)
    return packages, [*problems, *(problem for package in packages for problem in taken_addresses(package))]


MODULES = Kind(name="modules", folder=FOLDER, read=read, plan=plan, apply=apply, export=export)
