"""What is measured of training at its size: a thousand modules, and a module with a hundred thousand learners."""

from datetime import timedelta
from functools import cache

from flask import Flask
from sqlalchemy import insert, inspect, literal, select

from benchmarks.product import MODULE
from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.training.commands.insight import keep_counts
from lms.training.models import Module, ModuleAddress, ModuleProgress, ModuleVersion, Part, PartCompletion
from lms.training.models.tries import QuestionTry
from lms.training.queries.insight_counting import counted
from lms.training.queries.insight_questions import asked_in

SLUG = MODULE.removeprefix("/modules/")
MODULES, LEARNERS = 1_000, 100_000
PARTS, QUESTIONS = 3, 3
STARTS = {"startpagina, 1.000 modules": "/", "modules, 1.000 modules": "/modules"}
OWN = {"mijn leren, 1.000 modules": "/mijn-leren", "mijn leerpad, 1.000 modules": "/leerpad"}
CARD = {"stap, 1.000 modules": "/actiekaart/bedenken"}
INSIGHT = "/beheer/scholing/inzicht"
RESULTS = {
    "inzicht, 100.000 mensen": f"{INSIGHT}/{SLUG}",
    "inzicht van een rol, 100.000": f"{INSIGHT}/{SLUG}?groep=role:social_worker",
    "inzicht, 1.000 modules": INSIGHT,
}


@cache
def fill_shelf(app: Flask) -> tuple[()]:
    """Publish a thousand modules, once: each holds what the first one holds."""
    with app.app_context():
        with unit_of_work():
            like = db.session.execute(
                select(Module, ModuleVersion)
                .join(ModuleVersion, ModuleVersion.module_id == Module.id)
                .where(Module.slug == SLUG, ModuleVersion.serial == Module.serial)
            ).one()
            kept = {"uid", "slug", "title", "id", "position", "source"}
            same = {name: getattr(like.Module, name) for name in _names(Module) if name not in kept}
            rows = [
                {**same, "uid": f"m-{number}", "slug": f"module-{number}", "title": f"Module {number}", "source": ""}
                for number in range(MODULES)
            ]
            db.session.execute(insert(Module), rows)
            ids = dict(
                db.session.execute(select(Module.id, Module.slug).where(Module.slug.startswith("module-"))).all()
            )
            whole = {name: getattr(like.ModuleVersion, name) for name in _names(ModuleVersion)}
            version = {name: value for name, value in whole.items() if name != "module_id"}
            db.session.execute(insert(ModuleVersion), [{**version, "module_id": each} for each in ids])
            db.session.execute(insert(ModuleAddress), [{"path": slug, "module_id": each} for each, slug in ids.items()])
        db.session.remove()
    return ()


@cache
def fill_results(app: Flask) -> tuple[()]:
    """Let a hundred thousand people do three parts and answer three questions of a module, once, and count them."""
    fill_shelf(app)
    with app.app_context():
        with unit_of_work():
            module = db.session.scalars(select(Module).where(Module.slug == SLUG)).one()
            _people()
            _records(module)
        found = counted(module)
        with unit_of_work():
            keep_counts(module, found)
        db.session.remove()
    return ()


def _names(table: type) -> list[str]:
    return [each.key for each in inspect(table).column_attrs]


def _people() -> None:
    moment = now()
    same = {"active": True, "accepted_at": moment}
    rows = [{**same, "name": "Mens", "email": f"mens-{number}@example.org"} for number in range(LEARNERS)]
    db.session.execute(insert(Person), rows)
    role = {"role": literal(Role.SOCIAL_WORKER.value), "scope_kind": literal("programme"), "scope_id": literal(1)}
    _copy(Grant, {"person_id": Person.id, **role, "since": literal(moment, Grant.since.type)})


def _records(module: Module) -> None:
    version = db.session.get_one(ModuleVersion, (module.id, module.serial))
    parts = {part.uid: part for part in db.session.scalars(select(Part).where(Part.module_id == module.id))}
    first = [parts[line.uid] for line in version.outline.parts[:PARTS]]
    then = now() - timedelta(weeks=6)
    when = {name: literal(then, ModuleProgress.last_at.type) for name in ("started_at", "last_at")}
    _copy(
        ModuleProgress,
        {
            "person_id": Person.id,
            "module_id": literal(module.id),
            "began_serial": literal(module.serial),
            "parts": literal({part.uid: part.version for part in first}, ModuleProgress.parts.type),
            "assignments": literal({}, ModuleProgress.assignments.type),
            "last_part": literal(first[-1].uid),
            "done_count": literal(PARTS),
            "total_count": literal(30),
            "minutes_left": literal(0),
            **when,
        },
    )
    for part in first:
        seen = {"part_id": literal(part.id), "version": literal(part.version), "twin": literal("regular")}
        moment = literal(then, PartCompletion.completed_at.type)
        _copy(PartCompletion, {"person_id": Person.id, **seen, "completed_at": moment})
    for asked in asked_in(module, version, version.outline)[:QUESTIONS]:
        slip = {"slip": literal(asked.question.answers[-1].key), "tries": literal(2)}
        tried = {"uid": literal(asked.question.uid), "module_id": literal(module.id), **slip}
        times = {name: literal(then, QuestionTry.last_at.type) for name in ("first_at", "last_at")}
        _copy(QuestionTry, {"person_id": Person.id, **tried, **times})


def _copy(table: type, columns: dict) -> None:
    """Give everybody a row, in one statement."""
    everybody = select(*columns.values()).where(Person.email.startswith("mens-"))
    db.session.execute(insert(table).from_select(list(columns), everybody))
