"""A cookie is worth what its session row says, on every request."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_login import current_user

from lms.accounts.commands.sessions import begin_session, end_sessions
from lms.accounts.enums import Role
from lms.accounts.models import Grant, SignInSession
from lms.accounts.queries.sessions import session_by_token, sessions_of
from lms.accounts.views.visitor import person_behind
from lms.kernel.clock import now
from lms.kernel.db import db
from tests.factories.people import a_person

ROLE_IN_PLACE = ("neighbourhood", 7)


@pytest.fixture
def request_context(app: Flask, database):
    with app.test_request_context("/"):
        yield


def a_token(person, **more):
    token = begin_session(person, **more)
    db.session.commit()
    db.session.expunge_all()
    return token


def test_the_person_comes_with_roles_and_grants_in_one_statement(request_context, statements):
    person = a_person(Role.EDITOR)
    for number in (1, 2, 3):
        db.session.add(
            Grant(person=person, role=Role.SOCIAL_WORKER, scope_kind="neighbourhood", scope_id=number, since=now())
        )
    token = a_token(person)

    with statements(1):
        found = person_behind(token)
        roles, places = found.roles, [grant.scope_id for grant in found.grants]

    assert roles == {Role.EDITOR, Role.SOCIAL_WORKER}
    assert sorted(places) == [1, 2, 3]
    assert found.has_role(Role.EDITOR)
    assert not found.has_role(Role.ADMINISTRATOR)
    assert found.initials == "SB"


def test_grants_of_the_past_and_the_future_do_not_count(request_context):
    person = a_person(Role.KEY_PERSON, scope=ROLE_IN_PLACE)
    day = timedelta(days=1)
    db.session.add_all(
        [
            Grant(
                person=person,
                role=Role.ADVISER,
                scope_kind="wijk",
                scope_id=1,
                since=now() - 2 * day,
                until=now() - day,
            ),
            Grant(person=person, role=Role.RESIDENT, scope_kind="wijk", scope_id=1, since=now() + day),
        ]
    )
    token = a_token(person)

    found = person_behind(token)

    assert found.roles == {Role.KEY_PERSON}
    assert [(grant.scope_kind, grant.scope_id) for grant in found.grants] == [ROLE_IN_PLACE]


def test_an_unknown_token_is_nobody(request_context):
    assert person_behind("x" * 43) is None


def test_ending_all_sessions_leaves_no_cookie_alive(request_context):
    person = a_person()
    tokens = [begin_session(person) for _ in range(3)]
    kept = session_by_token(tokens[0])

    end_sessions(person, keep=kept)

    assert [session_by_token(token) for token in tokens] == [kept, None, None]
    assert sessions_of(person) == [kept]


def test_nobody_is_signed_in_after_deactivation(request_context):
    token = a_token(person := a_person())
    db.session.add(person)
    person.active = False
    db.session.commit()

    assert person_behind(token) is None


@pytest.mark.parametrize(
    ("role", "unused_days", "alive"),
    [
        (Role.SOCIAL_WORKER, 13, True),
        (Role.SOCIAL_WORKER, 14, False),
        (Role.COORDINATOR, 0.9, True),
        (Role.COORDINATOR, 1, False),
    ],
)
def test_an_unused_session_ends_by_itself(request_context, role, unused_days, alive):
    token = a_token(a_person(role))
    session = db.session.query(SignInSession).one()
    session.last_seen_at = now() - timedelta(days=unused_days)
    db.session.commit()

    assert (person_behind(token) is not None) is alive


def test_the_list_of_sessions_leaves_out_what_died_unused(request_context):
    person = a_person(Role.SOCIAL_WORKER)
    begin_session(person, device="Telefoon")
    begin_session(person, device="Oude laptop")
    old = db.session.query(SignInSession).filter_by(device="Oude laptop").one()
    old.last_seen_at = now() - timedelta(days=14)
    db.session.commit()

    assert [each.device for each in sessions_of(person)] == ["Telefoon"]


def test_a_used_session_ends_after_its_longest_time(request_context):
    token = a_token(a_person())
    db.session.query(SignInSession).one().ends_at = now()
    db.session.commit()

    assert person_behind(token) is None


def test_visitors_have_no_role(request_context):
    visitor = current_user._get_current_object()

    assert not visitor.is_authenticated
    assert not visitor.has_role(*Role)
    assert (visitor.roles, visitor.grants, visitor.initials) == (frozenset(), (), "")
