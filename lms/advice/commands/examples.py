"""Keeping good examples and recent developments, with where they come from and when somebody looks again."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.advice.commands.words import cleaned
from lms.advice.enums import GoodKind
from lms.advice.models import GoodExample
from lms.advice.models.advice import LONGEST_TITLE
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Programme, Theme


@dataclass(frozen=True)
class Good:
    """What is told about an example: what it is, where it stands, of which day, and for which step or theme."""

    kind: GoodKind
    title: str
    text: str
    publisher: str
    address: str
    dated_on: date
    check_by: date
    step_key: str | None = None
    theme: Theme | None = None


def keep_example(programme: Programme, good: Good, *, by: Person, origin: str) -> GoodExample:
    """Keep an example; an address that was kept before and taken away comes back with these words."""
    _refuse_days(good)
    same = (GoodExample.programme_id == programme.id, GoodExample.address == good.address.strip())
    row = db.session.scalar(select(GoodExample).where(*same).with_for_update())
    if row is not None and row.retired_at is None:
        if row.by_id == by.id and row.title == good.title.strip():
            return row  # the same form, sent twice
        raise Refusal(_("Dit webadres staat er al: %(title)s", title=row.title), "address")
    row = row or GoodExample(programme_id=programme.id)
    _fill(row, good, by)
    row.retired_at = None
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refusal(_("Iemand anders bewaarde dit webadres net ook."), "address") from None
    audit.record("example.keep", f"example/{row.uid}", actor_uid=by.uid, origin=origin)
    return row


def change_example(row: GoodExample, good: Good, *, by: Person, origin: str) -> None:
    """Change what is told about an example, or say that it still holds with a later day to look again."""
    _refuse_days(good)
    others = (GoodExample.programme_id == row.programme_id, GoodExample.id != row.id)
    if db.session.scalar(select(GoodExample.id).where(*others, GoodExample.address == good.address.strip())):
        raise Refusal(_("Dit webadres staat er al bij een ander voorbeeld."), "address")
    _fill(row, good, by)
    db.session.flush()
    audit.record("example.keep", f"example/{row.uid}", actor_uid=by.uid, origin=origin)


def retire_example(row: GoodExample, *, by: Person, origin: str) -> None:
    """Offer an example no more. Twice is once."""
    if row.retired_at is not None:
        return
    row.retired_at = now()
    db.session.flush()
    audit.record("example.retire", f"example/{row.uid}", actor_uid=by.uid, origin=origin)


def _refuse_days(good: Good) -> None:
    if good.dated_on > today():
        raise Refusal(_("Deze dag moet nog komen. Vul de datum in die bij de bron staat."), "dated_on")
    if good.check_by <= max(good.dated_on, today()):
        raise Refusal(_("Kies een dag die nog komt."), "check_by")


def _fill(row: GoodExample, good: Good, by: Person) -> None:
    row.kind, row.text = good.kind, good.text.strip()
    row.title = cleaned(good.title, LONGEST_TITLE, _("Vul een titel in."), "title")
    row.publisher = cleaned(good.publisher, 160, _("Vul in van wie het komt. Bijvoorbeeld: RIVM"), "publisher")
    row.address = cleaned(good.address, 500, _("Vul het webadres in."), "address")
    row.dated_on, row.check_by = good.dated_on, good.check_by
    row.step_key, row.theme_id, row.by_id = good.step_key, good.theme.id if good.theme else None, by.id
