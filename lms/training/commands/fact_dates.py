"""Telling who looks after a module that its facts must be checked again."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms.accounts.commands import notify_all
from lms.accounts.models import Person
from lms.accounts.queries import people_with_role
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.training.policy import EDITORS, can_edit_modules
from lms.training.queries.due_facts import due_by_module

DUE = "training_facts_due"
RIGHTS = (selectinload(Person.platform_roles), selectinload(Person.all_grants))


def remind_of_facts() -> int:
    """Tell the owner of each module, or else the editors, once for each date that has come; return how many modules."""
    due = due_by_module(today())
    owners = {fact.owner_id for facts in due.values() for fact in facts if fact.owner_id}
    wanted = select(Person).where(Person.id.in_(owners), Person.active).options(*RIGHTS)
    people = {person.id: person for person in db.session.scalars(wanted) if can_edit_modules(person)}
    editors = people_with_role(*EDITORS) if due else ()
    for uid, facts in due.items():
        owner = people.get(facts[0].owner_id or 0)
        notify_all(
            [owner] if owner else editors,
            cause=DUE,
            object=f"module/{uid}",
            version=max(fact.check_before for fact in facts).isoformat(),
            text=_l("Kijk feiten na in de module: %(title)s", title=facts[0].module),
            url="/beheer/modules/feiten",
        )
    db.session.flush()
    return len(due)
