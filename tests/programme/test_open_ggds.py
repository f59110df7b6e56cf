"""W-2 also at the same moment: no neighbourhood belongs to an organisation that is closed, or no GGD."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.organisations.commands import change_organisation
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.commands.admin import add_neighbourhood, change_neighbourhood
from lms.programme.enums import NeighbourhoodKind
from lms.programme.models import Neighbourhood, Tranche
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood, an_organisation, the_programme

GGD, MUNICIPALITY = OrganisationKind.GGD, OrganisationKind.MUNICIPALITY


def added(ggd, municipality, by):
    return add_neighbourhood(
        name="Oosterveld",
        kind=NeighbourhoodKind.DISTRICT,
        tranche=db.session.query(Tranche).filter_by(number=2).one(),
        ggd=ggd,
        municipality=municipality,
        by=by,
        origin="test",
    )


def closed(organisation, by):
    told = {"name": organisation.name, "kind": organisation.kind, "website": ""}
    change_organisation(organisation, **told, closed=True, by=by, origin="test")


def test_a_closed_or_other_organisation_takes_no_neighbourhood(database):
    the_programme()
    by, shut, welfare = a_person(Role.COORDINATOR), an_organisation(GGD), an_organisation(OrganisationKind.WELFARE)
    shut.closed_at = now()

    for ggd in (shut, welfare):
        with pytest.raises(Refusal) as refused:
            added(ggd, an_organisation(MUNICIPALITY), by)
        assert refused.value.field == "ggd"


def test_a_neighbourhood_keeps_what_it_has_when_that_was_closed_before(database):
    here, by = a_neighbourhood("Oosterveld"), a_person(Role.COORDINATOR)
    ggd, municipality = (db.session.get(Organisation, number) for number in (here.ggd_id, here.municipality_id))
    ggd.closed_at = now()
    group = db.session.get(Tranche, here.tranche_id)
    told = {"kind": here.kind, "tranche": group, "social_design": False, "by": by, "origin": "test"}

    change_neighbourhood(here, name="Oosterpark", ggd=ggd, municipality=municipality, **told)

    other = an_organisation(GGD)
    other.closed_at = now()
    with pytest.raises(Refusal, match="net gesloten of veranderd"):
        change_neighbourhood(here, name="Oosterpark", ggd=other, municipality=municipality, **told)
    assert (here.name, here.ggd_id) == ("Oosterpark", ggd.id)


@pytest.mark.races
@pytest.mark.parametrize("first", ["adds", "closes"])
def test_of_adding_a_neighbourhood_and_closing_its_ggd_the_first_counts(app, database, first):
    the_programme()
    uid = a_person(Role.COORDINATOR).uid
    ggd, municipality = an_organisation(GGD).id, an_organisation(MUNICIPALITY).id
    begun = Event()

    def work(which):
        if which != first:
            begun.wait(10)
        try:
            with app.app_context(), unit_of_work():
                by, there = person_by_uid(uid), db.session.get(Organisation, ggd)
                if which == "adds":
                    added(there, db.session.get(Organisation, municipality), by)
                else:
                    closed(there, by)
                begun.set()
                sleep(0.3 if which == first else 0)  # so that the other comes while this is not written yet
        except Refusal:
            return "refused"
        return "done"

    with ThreadPoolExecutor(2) as threads:
        answers = dict(zip(("adds", "closes"), threads.map(work, ("adds", "closes")), strict=True))

    db.session.rollback()
    assert answers == {"adds": "done", "closes": "done"} | {({"adds", "closes"} - {first}).pop(): "refused"}
    neighbourhoods = db.session.query(Neighbourhood).count()
    assert (neighbourhoods == 1) == (db.session.get_one(Organisation, ggd).closed_at is None)
