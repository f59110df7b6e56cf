"""People of a design bureau make trial versions, as long as they work there."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.toolkit.enums import ItemKind, ItemStatus
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item, can_edit_items, can_make_items, can_see_item, items_seen_by
from tests.factories.people import a_person
from tests.factories.programme import an_organisation
from tests.factories.toolkit import an_item


@pytest.fixture
def desk(browser):
    """Signed in as a coordinator, who keeps the list of organisations."""
    return browser.sign_in(a_person(Role.COORDINATOR, name="Hanneke Prins"))


def work_at(desk, organisation, email, **more):
    return desk.submit(f"/beheer/organisaties/{organisation.slug}/mensen", **{"werk-email": email, **more})


def test_who_works_at_a_design_bureau_is_a_designer_until_they_leave(desk):
    bureau = an_organisation(OrganisationKind.DESIGN_BUREAU, "Bureau Boven")
    other = an_organisation(OrganisationKind.GGD, "GGD Oost")
    mira = a_person(name="Mira Vos", email="mira@bureau.nl")

    work_at(desk, bureau, mira.email, **{"werk-manages": "1"})
    held = person_by_uid(mira.uid).roles
    page = desk.open(f"/beheer/organisaties/{bureau.slug}")
    work_at(desk, other, mira.email, **{"werk-manages": "1"})

    assert held == {Role.DESIGNER}
    assert ("Ontwerper" in page, "Maakt proefversies voor de toolkit" in page) == (True, True)
    db.session.expire_all()
    assert person_by_uid(mira.uid).roles == {Role.GGD_MANAGER}
    logged = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object == f"person/{mira.uid}")).all()
    assert [each for each in logged if each.startswith("role.")] == [
        "role.give.designer",
        "role.take.designer",
        "role.give.ggd_manager",
    ]


@pytest.mark.parametrize("change", [{"closed": "1"}, {"kind": "other"}])
def test_who_worked_at_a_bureau_that_closed_or_became_something_else_is_no_designer(desk, change):
    bureau = an_organisation(OrganisationKind.DESIGN_BUREAU, "Bureau Boven")
    mira = a_person(name="Mira Vos", email="mira@bureau.nl")
    work_at(desk, bureau, mira.email, **{"werk-manages": "1"})

    desk.submit(f"/beheer/organisaties/{bureau.slug}/gegevens", name=bureau.name, **{"kind": "design_bureau", **change})

    db.session.expire_all()
    assert person_by_uid(mira.uid).roles == frozenset()
    logged = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object == f"person/{mira.uid}")).all()
    assert "role.take.designer" in logged


def test_nobody_becomes_a_designer_at_a_bureau_that_closed(desk):
    bureau = an_organisation(OrganisationKind.DESIGN_BUREAU, "Bureau Boven")
    mira = a_person(name="Mira Vos", email="mira@bureau.nl")
    bureau.closed_at = now()
    db.session.commit()

    desk.client.post(f"/beheer/organisaties/{bureau.slug}/mensen", data={"werk-email": mira.email, "werk-manages": "1"})

    db.session.expire_all()
    assert person_by_uid(mira.uid).roles == frozenset()


def test_elsewhere_no_role_goes_with_the_work(desk):
    welfare = an_organisation(OrganisationKind.WELFARE, "Welzijn West")
    mira = a_person(name="Mira Vos", email="mira@welzijn.nl")

    work_at(desk, welfare, mira.email, **{"werk-manages": "1"})

    assert person_by_uid(mira.uid).roles == frozenset()


@pytest.mark.parametrize("role", [None, Role.DESIGNER, Role.EDITOR, Role.COORDINATOR, Role.ADVISER])
def test_the_filter_of_the_list_says_the_same_as_the_rule(database, role):
    for published in (True, False):
        for kind in (ItemKind.METHOD, ItemKind.TRIAL):
            an_item(f"{kind}-{'af' if published else 'concept'}", published=published, kind=kind.value)
    actor = person_by_uid(a_person(role, scope=("organisation", 1)).uid)

    seen = set(db.session.scalars(select(Item.slug).where(items_seen_by(actor))))

    assert seen == {item.slug for item in db.session.scalars(select(Item)) if can_see_item(actor, item)}


def test_a_designer_writes_on_trial_versions_and_on_nothing_else(database):
    mira = person_by_uid(a_person(Role.DESIGNER, scope=("organisation", 1)).uid)
    trial, method = an_item(kind="proefversie"), an_item()

    assert (can_make_items(mira), can_edit_items(mira)) == (True, False)
    assert (can_edit_item(mira, trial), can_edit_item(mira, method)) == (True, False)
    assert trial.status is ItemStatus.PUBLISHED
