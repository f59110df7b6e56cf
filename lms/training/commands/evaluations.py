"""Saying what a module brought, so that nobody can find out who said it."""

from sqlalchemy import case, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.enums import Worth
from lms.training.models import EvaluatedModule, Module, ModuleEvaluation


def evaluate(module: Module, answer: Worth, *, by: Person) -> bool:
    """Count an answer, and keep apart that this person gave one; return nothing done when they did before."""
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add(EvaluatedModule(person_id=by.id, module_id=module.id))
    except IntegrityError:
        return False
    _make_counts(module)
    risen = ModuleEvaluation.count + case((ModuleEvaluation.answer == answer, 1), else_=0)
    every = update(ModuleEvaluation).where(ModuleEvaluation.module_id == module.id).values(count=risen)
    db.session.execute(every, execution_options={"synchronize_session": False})
    return True


def _make_counts(module: Module) -> None:
    """Make the five counts of a module, all at once, when nobody did yet."""
    if db.session.scalar(select(ModuleEvaluation.module_id).where(ModuleEvaluation.module_id == module.id).limit(1)):
        return
    try:
        with db.session.begin_nested():
            db.session.add_all(ModuleEvaluation(module_id=module.id, answer=each, count=0) for each in Worth)
    except IntegrityError:
        return  # somebody else was first
