"""Nobody gives a role they may not give, whichever door the invitation goes through."""

import pytest

from lms.accounts.commands.access import ask_for_access, let_in
from lms.accounts.commands.people import invite, set_platform_roles
from lms.accounts.enums import PLATFORM_ROLES, WHOLE_PROGRAMME, Role
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Person
from lms.kernel.db import db
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("database")


def rights(role):
    return {"platform_roles": [role]} if role is Role.ADMINISTRATOR else {"places": [(role, *WHOLE_PROGRAMME)]}


@pytest.mark.parametrize(
    ("giver", "role", "may"),
    [
        (Role.ADMINISTRATOR, Role.ADMINISTRATOR, True),
        (Role.COORDINATOR, Role.SOCIAL_WORKER, True),
        (Role.COORDINATOR, Role.ADMINISTRATOR, False),
        (Role.EDITOR, Role.SOCIAL_WORKER, False),
        (Role.RESIDENT, Role.RESIDENT, False),
    ],
)
@pytest.mark.parametrize("door", ["invitation", "request"])
def test_a_role_is_given_only_by_who_may(giver, role, may, door):
    by = a_person(giver)

    def give():
        if door == "invitation":
            return invite(name="Naima", email="n@example.org", **rights(role), by=by, origin="test")
        asked = ask_for_access(name="Naima", email="n@example.org", organisation="GGD", reason="Graag", language="nl")
        return let_in(asked, **rights(role), by=by, origin="test")

    if may:
        assert give().has_role(role)
    else:
        with pytest.raises(MayNotGive):
            give()
        assert db.session.query(Person).filter_by(email="n@example.org").count() == 0


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR, Role.SOCIAL_WORKER])
def test_a_platform_role_is_changed_by_administrators_only(role):
    person = a_person(Role.EDITOR)

    with pytest.raises(MayNotGive):
        set_platform_roles(person, [Role.ADMINISTRATOR], by=a_person(role), origin="test")
    assert person.has_role(Role.EDITOR)


def test_nobody_takes_their_own_word_for_a_role():
    person = a_person(Role.COORDINATOR)

    with pytest.raises(MayNotGive):
        set_platform_roles(person, [Role.COORDINATOR, Role.ADMINISTRATOR], by=person, origin="test")


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.ADMINISTRATOR, {*PLATFORM_ROLES, Role.CIRCLE_FACILITATOR}), (Role.COORDINATOR, {Role.CIRCLE_FACILITATOR})],
)
def test_roles_of_a_place_are_given_at_that_place(browser, role, offered):
    page = browser.sign_in(a_person(role)).open("/beheer/mensen/uitnodigen")

    assert [each for each in Role if f'value="{each}"' in page] == [each for each in Role if each in offered]
    assert ("op de pagina Team van die wijk" in page, 'class="nl-link" href="/wijken"' in page) == (
        True,
        role is Role.COORDINATOR,
    )
