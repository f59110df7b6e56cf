"""Who may see a module: the predicate and the filter give one answer; and what a person may take along or leave."""

from datetime import timedelta
from itertools import combinations

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous, Grant, Person
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.commands.own import forget_person
from lms.training.enums import Twin
from lms.training.models import Module
from lms.training.models.outline import asks_writing
from lms.training.policy import SPOKEN_TO, audiences_of, can_see_module, learns_by_ear, modules_seen_by, twin_for
from lms.training.queries.own import OWN, training_of
from tests.factories.people import a_person
from tests.factories.training import REFLECT, a_module, a_part, a_quiz

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize("retired", [False, True])
def test_the_predicate_and_the_filter_agree(role, status, retired):
    actor = Anonymous() if role is None else a_person(role)
    module = a_module(status=status)
    module.retired_at = now() if retired else None
    db.session.flush()

    listed = module in db.session.scalars(select(Module).where(modules_seen_by(actor))).all()

    assert can_see_module(actor, module) == listed


@pytest.mark.parametrize(
    ("role", "audiences", "twin"),
    [
        (Role.SOCIAL_WORKER, {"professional"}, Twin.REGULAR),
        (Role.KEY_PERSON, {"key_person"}, Twin.EASY),
        (Role.EXPERT_BY_EXPERIENCE, {"expert_by_experience"}, Twin.EASY),
        (Role.NEIGHBOURHOOD_DIRECTOR, {"professional", "director"}, Twin.REGULAR),
        (Role.EDITOR, {"professional"}, Twin.REGULAR),
    ],
)
def test_everybody_reads_as_somebody(role, audiences, twin):
    person = a_person(role)

    assert (audiences_of(person), twin_for(audiences_of(person), None)) == (audiences, twin)
    assert twin_for(audiences_of(person), "easy") is Twin.EASY


def test_a_key_person_with_another_role_reads_as_both():
    person = a_person(Role.KEY_PERSON)
    scope = {"scope_kind": "programme", "scope_id": 1}
    db.session.add(Grant(person_id=person.id, role=Role.SOCIAL_WORKER, since=now(), **scope))
    db.session.commit()
    db.session.expire_all()
    person = person_by_uid(person.uid)

    assert (audiences_of(person), twin_for(audiences_of(person), None)) == (
        {"key_person", "professional"},
        Twin.REGULAR,
    )


@pytest.mark.parametrize("roles", [(), *combinations(Role, 1), *combinations((*SPOKEN_TO, Role.SOCIAL_WORKER), 2)])
def test_the_predicate_and_the_filter_agree_on_who_is_asked_to_write(roles):
    person = a_person(roles[0] if roles else None)
    for role in roles[1:]:
        db.session.add(
            Grant(person_id=person.id, role=role, scope_kind="programme", scope_id=1, since=now() - timedelta(hours=1))
        )
    db.session.commit()
    db.session.expire_all()

    by_ear = bool(db.session.scalar(select(Person.id).where(Person.id == person.id, learns_by_ear(Person.id))))

    assert asks_writing(audiences_of(person_by_uid(person.uid))) == (not by_ear)


def test_a_person_takes_along_everything_and_leaves_nothing(browser):
    a_module(a_part("wdr-1", REFLECT), quiz=a_quiz("wdr-toets"))
    person, other = a_person(Role.SOCIAL_WORKER), a_person(Role.KEY_PERSON)
    for each in (person, other):
        browser.sign_in(each)
        browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next", **{"wdr-1-r1": f"Van {each.id}."})
        browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="twin:easy")
        browser.submit("/modules/wat-doet-roken/toets")

    taken = training_of(person)
    forget_person(person)

    assert [row["text"] for row in taken["reflections"]] == [f"Van {person.id}."]
    assert [(row["part"], row["version"]) for row in taken["completed_parts"]] == [("wdr-1", 1)]
    assert (len(taken["modules"]), len(taken["quiz_attempts"]), taken["reads"]) == (1, 1, "easy")
    assert {table.__tablename__: rows_of(table, person) for table in OWN if rows_of(table, person)} == {}
    assert training_of(other)["reflections"] != []


def rows_of(table, person):
    return db.session.scalar(select(func.count()).select_from(table).where(table.person_id == person.id))
