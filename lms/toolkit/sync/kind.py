"""The toolkit as a kind of content for ``lms content``."""

from collections.abc import Collection, Sequence
from pathlib import Path

from lms.content.problems import Problem
from lms.content.read.desk import Desk
from lms.content.slots import Kind
from lms.toolkit.sync.applying import apply, plan
from lms.toolkit.sync.checking import check_items
from lms.toolkit.sync.exporting import export
from lms.toolkit.sync.packages import FOLDER, ItemPackage
from lms.toolkit.sync.reading import read_items


def read(root: Path, known: Collection[str] = ()) -> tuple[Sequence[ItemPackage], Sequence[Problem]]:
    """Return the item of every folder below the root, and every problem at once.

    ``known`` are slugs that relations may name besides those of the folders, when these are only some of all.
    """
    desk = Desk()
    packages = read_items(root, desk)
    return packages, sorted({*desk.problems, *check_items(packages, known)})


TOOLKIT = Kind(name="toolkit", folder=FOLDER, read=read, plan=plan, apply=apply, export=export)
