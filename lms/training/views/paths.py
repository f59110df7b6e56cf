"""My learning paths, why I am where I am, and the page that says why something is still closed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.training.commands import paths as commands
from lms.training.enums import StopKind
from lms.training.errors import Locked
from lms.training.queries.path_reasons import Proof, proof_of, taken_back_on
from lms.training.queries.paths import MyPath, Stretch, path_of, paths_of
from lms.training.views.blueprint import bp


@bp.get("/leerpad")
@permit(signed_in)
def my_paths(actor: Person) -> str:
    """Show the paths for my roles, what is next on each, and what is still closed and why."""
    return render_template("training/paths.html", paths=paths_of(actor))


@bp.get("/leerpad/<path>/waarom")
@permit(signed_in, mine=(path_of, "path"))
def path_why(mine: MyPath, actor: Person) -> str:
    """Show what stands behind the percentage, the dates and the locks of a path."""
    return render_template("training/path_why.html", mine=mine, back=taken_back_on(mine, actor))


@bp.get("/modules/<module>/waarom")
@permit(signed_in, proof=(proof_of, "module"))
def module_why(proof: Proof) -> str | Response:
    """Show the records behind the percentage of a module."""
    if proof.reading.asked != proof.reading.module.slug:
        return redirect(url_for("training.module_why", module=proof.reading.module.slug), 301)
    return render_template("training/module_why.html", proof=proof, reading=proof.reading)


def practice_at(path: str, item: str, actor: Person) -> tuple[MyPath, Stretch] | None:
    """Return something to practise on one of somebody's own paths."""
    mine = path_of(path, actor)
    stretch = mine.by_uid.get(item) if mine else None
    return (mine, stretch) if mine and stretch and stretch.item.kind is StopKind.PRACTICE else None


@bp.post("/leerpad/<path>/oefening/<item>")
@permit(signed_in, found=(practice_at, "path", "item"))
def practise(found: tuple[MyPath, Stretch], actor: Person) -> Any:
    """Write down that I practised, or take that back."""
    mine, stretch = found
    stop = mine.standing.by_uid[stretch.item.uid]
    if stop.lock:
        return render_template(
            "training/locked.html", mine=mine, stretch=stretch, lock=stop.lock, do=_first(mine, stop)
        ), 403
    if request.form.get("do") == "undone":
        commands.take_back_practice(stretch, by=actor)
    else:
        commands.practise(mine, stretch, by=actor)
        flash(_("Mooi. Dit staat op je leerpad als gedaan."))
    return redirect(url_for("training.my_paths", _anchor=f"stop-{stretch.item.uid}"), 303)


@bp.errorhandler(Locked)
def locked(error: Locked) -> tuple[str, int]:
    """Say in words why it is closed, what to do now, and where that is."""
    closed = error.closed
    return render_template(
        "training/locked.html", mine=closed.mine, stretch=closed.stretch, lock=closed.lock, do=closed.do
    ), 403


def _first(mine: MyPath, stop: Any) -> Stretch | None:
    return mine.by_uid.get(stop.lock.do or "")
