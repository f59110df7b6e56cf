"""A programme with neighbourhoods for tests, made straight in the tables."""

from lms.accounts.enums import PLATFORM_ROLES, Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.enums import NeighbourhoodKind, NeighbourhoodState, StepStatus, View
from lms.programme.models import (
    ActionCard,
    AdviserTerm,
    CardStep,
    CardVersion,
    Neighbourhood,
    Phase,
    Programme,
    ProgrammePhase,
    SmallStep,
    Step,
    StepProgress,
    TeamMember,
    Theme,
    Tranche,
)
from tests.factories.people import a_person

STEPS = ("starten", "team", "wijk", "kiezen", "bedenken", "proberen", "doen", "vasthouden")


def a_card(number: str = "1.0", keys: tuple[str, ...] = STEPS) -> ActionCard:
    """Return a card with two phases over these steps; each has one small step."""
    steps = [
        Step(key, at, f"Stap {key}", "Je doet iets.", small_steps=(SmallStep("een", f"Doe {key}", "Begin klein.", 30),))
        for at, key in enumerate(keys, 1)
    ]
    half = (len(steps) + 1) // 2
    phases = (
        Phase("ontdekken", "Ontdekken", "kijken en luisteren", True, tuple(steps[:half])),
        Phase("doen", "Doen", "helpen en volhouden", False, tuple(steps[half:])),
    )
    return ActionCard("Actiekaart", number, "Eigen standaard, te vervangen", True, phases)


def a_card_version(programme: Programme, number: str = "1.0", *, keys=STEPS, current: bool = True) -> CardVersion:
    """Keep a card for a programme."""
    card = a_card(number, keys)
    version = CardVersion(
        programme_id=programme.id,
        number=number,
        title=card.title,
        source=card.source,
        own_default=card.own_default,
        body=card.to_json(),
        text="",
        digest=new_uid(32),
        current=current,
    )
    db.session.add(version)
    db.session.flush()
    db.session.add_all(
        CardStep(card_version_id=version.id, key=s.key, number=s.number, title=s.title) for s in card.steps
    )
    db.session.flush()
    return version


def a_programme(
    slug: str = "rookvrij-leven", *, capacity: int = 45, tranches=((1, 10), (2, None), (3, None))
) -> Programme:
    """Make a programme with a card, three phases, five themes and its tranches."""
    programme = Programme(slug=slug, title="Rookvrij Leven voor Iedereen", summary="", capacity=capacity)
    db.session.add(programme)
    db.session.flush()
    here = {"programme_id": programme.id}
    phases = ("voorbereiding", "uitvoering-1", "uitvoering-2")
    db.session.add_all(ProgrammePhase(**here, key=key, number=at, title=key) for at, key in enumerate(phases, 1))
    db.session.add_all(Theme(**here, key=f"thema-{at}", number=at, title=f"Thema {at}") for at in range(1, 6))
    db.session.add_all(Tranche(**here, number=at, title=f"Groep wijken {at}", capacity=many) for at, many in tranches)
    a_card_version(programme)
    db.session.commit()
    return programme


def the_programme() -> Programme:
    """Return the programme that is there, or make one."""
    return db.session.query(Programme).order_by(Programme.id).first() or a_programme()


def an_organisation(kind: OrganisationKind = OrganisationKind.WELFARE, name: str = "") -> Organisation:
    """Make an organisation that was confirmed to be no tobacco industry."""
    name = name or f"{kind} {new_uid(6)}"
    organisation = Organisation(name=name, slug=new_uid(10), kind=kind, confirmed_at=now(), definition="2022")
    db.session.add(organisation)
    db.session.commit()
    return organisation


def a_neighbourhood(
    name: str = "",
    *,
    state: NeighbourhoodState = NeighbourhoodState.RUNNING,
    tranche: int = 1,
    ggd: Organisation | None = None,
    adviser: Person | None = None,
    programme: Programme | None = None,
) -> Neighbourhood:
    """Make a neighbourhood that runs, with its fixed adviser and without a director."""
    programme, name = programme or the_programme(), name or f"Wijk {new_uid(5)}"
    group = db.session.query(Tranche).filter_by(programme_id=programme.id, number=tranche).one()
    card = db.session.query(CardVersion).filter_by(programme_id=programme.id, current=True).one()
    adviser = adviser or a_person(Role.ADVISER, name="Joost Vermaat")
    neighbourhood = Neighbourhood(
        name=name,
        slug=name.lower().replace(" ", "-"),
        kind=NeighbourhoodKind.DISTRICT,
        programme_id=programme.id,
        tranche_id=group.id,
        ggd_id=(ggd or an_organisation(OrganisationKind.GGD)).id,
        municipality_id=an_organisation(OrganisationKind.MUNICIPALITY).id,
        card_version_id=card.id,
        adviser_id=adviser.id,
        state=state,
    )
    db.session.add(neighbourhood)
    db.session.flush()
    grant = _granted(adviser, Role.ADVISER, neighbourhood)
    db.session.add(AdviserTerm(neighbourhood_id=neighbourhood.id, person_id=adviser.id, grant_id=grant.id))
    db.session.commit()
    return neighbourhood


def a_member(neighbourhood: Neighbourhood, role: Role, person: Person | None = None, *, name: str = "") -> Person:
    """Let somebody be in the team of a neighbourhood, with the right that goes with it."""
    person = person or a_person(None, name=name or "Dennis Kool")
    grant = _granted(person, role, neighbourhood)
    db.session.add(TeamMember(neighbourhood_id=neighbourhood.id, person_id=person.id, role=role, grant_id=grant.id))
    if role is Role.NEIGHBOURHOOD_DIRECTOR:
        neighbourhood.director_id = person.id
    db.session.commit()
    return person


def a_ggd_manager(ggd: Organisation) -> Person:
    """Make the manager of a GGD."""
    return a_person(Role.GGD_MANAGER, name="Peter Wolters", scope=("organisation", ggd.id))


def a_step_moved(
    neighbourhood: Neighbourhood,
    key: str,
    status: StepStatus,
    *,
    view: View = View.SELF,
    reason: str = "",
    by: Person | None = None,
) -> StepProgress:
    """Say where a neighbourhood stands with a step."""
    row = StepProgress(
        neighbourhood_id=neighbourhood.id,
        card_version_id=neighbourhood.card_version_id,
        step_key=key,
        status=status,
        view=view,
        reason=reason or ("Er kwamen nieuwe mensen." if status is StepStatus.REOPENED else ""),
        by_id=by.id if by else None,
    )
    db.session.add(row)
    db.session.commit()
    return row


def _granted(person: Person, role: Role, neighbourhood: Neighbourhood) -> Grant:
    if role in PLATFORM_ROLES and not person.has_role(role):
        person.platform_roles.append(PlatformRole(role=role))
    grant = Grant(role=role, scope_kind="neighbourhood", scope_id=neighbourhood.id, since=now())
    person.all_grants.append(grant)
    db.session.flush()
    return grant
