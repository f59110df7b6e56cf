"""The names of modules, for a list to choose from; it needs no more of them."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Row, Select, select

from lms.kernel.db import db
from lms.training.models import Module
from lms.training.policy import modules_seen
from lms.training.queries.readings import IN_ORDER


def module_titles() -> Sequence[Row[str, str]]:
    """Return slug and title of the modules that visitors may see, in the order of the authors."""
    return db.session.execute(_titles()).all()


@cache
def _titles() -> Select[str, str]:
    return select(Module.slug, Module.title).where(modules_seen(drafts=False)).order_by(*IN_ORDER)
