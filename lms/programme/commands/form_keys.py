"""One form, one row: a form that is sent twice, or twice at once, writes once, and only its writer gets it back.

When it comes again with other words, they are refused and not dropped (:func:`unchanged`).
A table for this has a unique column ``form_key``, which is random and comes with the form, and a column that says who
wrote the row; that column is what the functions here are given.
"""

from typing import Any, TypeVar, cast

from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import QueryableAttribute

from lms.accounts.models import Person
from lms.kernel.db import Base, db
from lms.kernel.refusal import KeptBefore, Refusal

Row = TypeVar("Row", bound=Base)
Writer = QueryableAttribute[int | None]


def row_of_form(writer: Writer, form_key: str, by: Person) -> Any:
    """Return what this form of this person became already, or nothing."""
    model = writer.class_
    return db.session.scalar(select(model).where(model.form_key == form_key, writer == by.id))


def unchanged(row: Row, **said: Any) -> Row:
    """Return what a form became when it says the same again."""
    if any(getattr(row, name) != value for name, value in said.items()):
        raise KeptBefore(row)
    return row


def first_of_form(writer: Writer, row: Row, by: Person) -> Row:
    """Write a row and return it; when its form wrote one meanwhile, return that one and write nothing."""
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        form_key: str = row.form_key  # type: ignore[attr-defined]  # every table that comes here has one
        if other := row_of_form(writer, form_key, by):
            return cast(Row, other)
        if not db.session.scalar(select(exists().where(writer.class_.form_key == form_key))):
            raise  # another rule of the table was broken
        raise Refusal(_("Deze pagina stond te lang open. Open het formulier opnieuw.")) from None
    return row
