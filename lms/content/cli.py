"""``lms content``: check, plan, sync and export folders. Exit status 0: all is well, 1: it is not, 2: wrong usage."""

import json
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from lms.content.check.packages import has_errors
from lms.content.check.steps import Stepped, Steps, step_problems, together
from lms.content.export import OutsideFolder
from lms.content.plan import Plan
from lms.content.problems import ERROR, Problem
from lms.content.slots import Kind, Packages, StepsKnown
from lms.content.sources import SOURCES
from lms.kernel.refusal import Refusal
from lms.kernel.work import end_reading, unit_of_work

Reading = list[tuple[Kind, Packages]]
FOLDER = click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
MOST_LINES = 12  # a first sync is one line, a day's work is listed; --json gives all
SAYS = {"create": "created", "update": "updated", "retire": "retired", "conflict": "conflict"}


def content_group(offered: Sequence[Kind], steps: Sequence[StepsKnown] = ()) -> click.Group:
    """Return ``lms content`` for the kinds that features offer; the list of sources comes first.

    ``steps`` tell which steps modules and methods may name; when nobody tells, any will do.
    """
    kinds = (SOURCES, *offered)
    group = click.Group("content", help="Modules and methods in folders: check, plan, sync, export.")
    group.add_command(_check_command(kinds, steps))
    group.add_command(_plan_command(kinds, steps))
    group.add_command(_sync_command(kinds, steps))
    group.add_command(_export_command(kinds))
    return group


def _check_command(kinds: Sequence[Kind], steps: Sequence[StepsKnown]) -> click.Command:
    @click.command("check")
    @FOLDER
    @AS_JSON
    def check(folder: Path, as_json: bool) -> None:
        """Say everything that is wrong below FOLDER, with file and line. Needs no database.

        FOLDER holds modules/ and toolkit/, or is one of these, or a package or a lesson in it.
        """
        root, inside = _root_of(folder, kinds)
        with _told():
            reading, problems = _read(root, kinds, _steps_on_disk(root, steps))
        shown = [problem for problem in problems if problem.origin.file.startswith(inside)]
        if as_json:
            _print_json({"problems": [problem.to_json() for problem in shown]})
        else:
            _print_problems(shown)
            click.echo(_summary(reading, shown))
        sys.exit(1 if has_errors(shown) else 0)

    return check


def _plan_command(kinds: Sequence[Kind], steps: Sequence[StepsKnown]) -> click.Command:
    @click.command("plan")
    @FOLDER
    @AS_JSON
    @with_appcontext
    def plan(folder: Path, as_json: bool) -> None:
        """Say what a sync of FOLDER would do. Exit status 1 when it would do anything."""
        with _told():
            reading = _read_or_exit(folder, kinds, steps, as_json=as_json)
            plans = {kind.name: kind.plan(packages) for kind, packages in reading}
        _print_plans(plans, as_json=as_json, nothing="Nothing would change.")
        sys.exit(0 if all(found.is_empty for found in plans.values()) else 1)

    return plan


def _sync_command(kinds: Sequence[Kind], steps: Sequence[StepsKnown]) -> click.Command:
    @click.command("sync")
    @FOLDER
    @AS_JSON
    @with_appcontext
    def sync(folder: Path, as_json: bool) -> None:
        """Bring FOLDER into the database, all or nothing. What was edited in the browser stays; exit status 1 then."""
        plans: dict[str, Plan] = {}
        with _told():
            reading = _read_or_exit(folder, kinds, steps, as_json=as_json)
        with _told(), unit_of_work():
            for kind, packages in reading:
                plans[kind.name] = kind.plan(packages)
                click.echo(f"{kind.name}: {_count(plans[kind.name])} to write", err=True)
                if plans[kind.name].writes:
                    kind.apply(packages, plans[kind.name], None)
        _print_plans(plans, as_json=as_json, nothing="Nothing changed.")
        sys.exit(1 if any(found.conflict for found in plans.values()) else 0)

    return sync


def _export_command(kinds: Sequence[Kind]) -> click.Command:
    @click.command("export")
    @click.argument("folder", type=click.Path(file_okay=False, writable=True, path_type=Path))
    @AS_JSON
    @with_appcontext
    def export(folder: Path, as_json: bool) -> None:
        """Write everything in the database below FOLDER, in the same format; a package there is replaced whole."""
        written: dict[str, list[str]] = {}
        for kind in kinds:
            names = written.setdefault(kind.name, [])
            with _told("The export stopped before its end."):
                for path in kind.export(folder):
                    names.append(path.relative_to(folder).as_posix())
            click.echo(f"{kind.name}: {len(names)} files", err=True)
        if as_json:
            _print_json(written)

    return export


def _root_of(folder: Path, kinds: Sequence[Kind]) -> tuple[Path, str]:
    """Return the root of all content, and the beginning of the file names that were asked for."""
    names = {kind.folder for kind in kinds}
    here = folder.resolve()
    if any((here / name).is_dir() for name in names):
        return here, ""
    for above in (here, *here.parents):
        for name in names:
            depth = len(Path(name).parts)
            if above.parts[-depth:] == Path(name).parts:
                root = above.parents[depth - 1]
                return root, f"{here.relative_to(root).as_posix()}/"
    raise click.UsageError(f"{folder} holds no {' or '.join(sorted(f'{name}/' for name in names))}")


def _steps_on_disk(root: Path, steps: Sequence[StepsKnown]) -> Steps | None:
    return together(*(each.on_disk(root) for each in steps)) if steps else None


def _read(root: Path, kinds: Sequence[Kind], known: Steps | None) -> tuple[Reading, list[Problem]]:
    reading: Reading = []
    problems: set[Problem] = set()
    for kind in kinds:
        packages, found = kind.read(root)
        reading.append((kind, packages))
        problems.update(found)
        if known is not None:
            problems.update(step_problems((each for each in packages if isinstance(each, Stepped)), known))
    return reading, sorted(problems)


def _read_or_exit(folder: Path, kinds: Sequence[Kind], steps: Sequence[StepsKnown], *, as_json: bool) -> Reading:
    root, _inside = _root_of(folder, kinds)
    known = _steps_on_disk(root, steps)
    if known is not None:
        known = together(known, *(each.stored() for each in steps))
        end_reading()  # a sync begins its own transaction, to write in
    reading, problems = _read(root, kinds, known)
    errors = [problem for problem in problems if problem.level == ERROR]
    if errors:
        _refuse(errors, as_json=as_json)
    return reading


def _refuse(errors: list[Problem], *, as_json: bool) -> NoReturn:
    if as_json:
        _print_json({"problems": [problem.to_json() for problem in errors]})
    else:
        _print_problems(errors)
        click.echo("Nothing was changed: mend these first.", err=True)
    sys.exit(1)


@contextmanager
def _told(what_now: str = "Nothing was changed.") -> Generator[None, None, None]:
    """Say in a sentence why it could not be done, and what that leaves; exit with 1."""
    try:
        yield
        return
    except Refusal as refusal:
        reason = refusal.message
    except OutsideFolder as error:
        reason = f"The name {error} leads out of its folder."
    except OSError as error:
        reason = f"Cannot use {error.filename or 'a file'}: {(error.strerror or str(error)).rstrip('.')}."
    except (SQLAlchemyError, OverflowError) as error:  # SQLite's driver has no error of its own for a number too large
        cause = getattr(error, "orig", None) or error
        reason = f"The database refused: {str(cause).partition(chr(10))[0].rstrip('.')}."
    click.echo(reason, err=True)
    click.echo(what_now, err=True)
    sys.exit(1)


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem) if problem.level == ERROR else f"{problem} ({problem.level})")


def _summary(reading: Reading, problems: Sequence[Problem]) -> str:
    errors = sum(problem.level == ERROR for problem in problems)
    counts = ", ".join(f"{len(packages)} {kind.name}" for kind, packages in reading)
    return f"content: {counts}; {errors} errors, {len(problems) - errors} warnings"


def _print_plans(plans: dict[str, Plan], *, as_json: bool, nothing: str) -> None:
    if as_json:
        _print_json({name: asdict(plan) for name, plan in plans.items()})
        return
    for name, plan in plans.items():
        for field, says in SAYS.items():
            uids = getattr(plan, field)
            if len(uids) > MOST_LINES and field != "conflict":
                click.echo(f"{says:10}{name}: {len(uids)} items")
                continue
            for uid in uids:
                click.echo(f"{says:10}{name} {uid}")
    if all(plan.is_empty for plan in plans.values()):
        click.echo(nothing)


def _count(plan: Plan) -> int:
    return len(plan.create) + len(plan.update) + len(plan.retire) + len(plan.settle)


def _print_json(answer: Any) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
