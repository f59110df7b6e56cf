"""``lms demo``: a programme with made-up people, so that no page is empty."""

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.accounts.commands.access import ask_for_access
from lms.accounts.commands.passwords import hashed
from lms.accounts.enums import PLATFORM_ROLES, WHOLE_PROGRAMME, Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.accounts.queries.demo import DEMO_DOMAIN, DEMO_PASSWORD
from lms.accounts.queries.people import person_by_email
from lms.home import commands
from lms.home.cli.advised import advise
from lms.home.cli.certified import certify
from lms.home.cli.circled import meet_in_circles
from lms.home.cli.dated import demo_polls
from lms.home.cli.drafted import write_draft
from lms.home.cli.kept import keep_and_share
from lms.home.cli.looked import get_on
from lms.home.cli.met import meet
from lms.home.cli.offered import offer
from lms.home.cli.steered import steer
from lms.home.cli.together import lead_group
from lms.home.cli.told import tell
from lms.home.cli.towns import MADE_UP_DOMAIN, build_towns
from lms.home.cli.tried import use_toolkit
from lms.home.cli.walked import walk_paths
from lms.home.enums import RemarkKind
from lms.home.queries.remarks import remarks_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.programme.queries.neighbourhoods import first_programme, has_neighbourhoods
from lms.training import queries as training
from lms.training.commands.steps import complete_part
from lms.training.queries.desks import newest_desk_of
from lms.training.queries.readings import reading_of

PEOPLE = (
    ("wijkregisseur", "Samira Bennani", Role.NEIGHBOURHOOD_DIRECTOR),
    ("wijkregisseur2", "Teun Hofstra", Role.NEIGHBOURHOOD_DIRECTOR),
    ("sociaalwerker", "Dennis Kool", Role.SOCIAL_WORKER),
    ("sleutelpersoon", "Fatma Aydin", Role.KEY_PERSON),
    ("adviseur", "Joost Vermaat", Role.ADVISER),
    ("adviseur2", "Lotte Baas", Role.ADVISER),
    ("begeleider", "Ilse Zuiderveld", Role.CIRCLE_FACILITATOR),
    ("redacteur", "Marieke Oosting", Role.EDITOR),
    ("ontwerper", "Yara Blok", Role.DESIGNER),
    ("coordinator", "Hanneke Dijkgraaf", Role.COORDINATOR),
    ("onderzoeker", "Ruben Tasma", Role.RESEARCHER),
    ("ggdmanager", "Peter Wolters", Role.GGD_MANAGER),
    ("netwerkbureau", "Noor Elzinga", Role.NETWORK_OFFICE),
    ("beheerder", "Kees Admiraal", Role.ADMINISTRATOR),
)
#: How many parts of the first module somebody did.
LEARNED = (
    (f"wijkregisseur@{DEMO_DOMAIN}", 8),
    (f"els-brouwer@{MADE_UP_DOMAIN}", 4),
    (f"rachid-mansouri@{MADE_UP_DOMAIN}", 21),
)


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Load the demo programme, once: what people did, changed or took away since stays so."""
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("LMS_DEMO is not 1: demo people do not belong among real ones")
    programme = first_programme()
    there = [name for name, _, _ in PEOPLE if person_by_email(f"{name}@{DEMO_DOMAIN}")]
    with unit_of_work():
        if not there:
            for each in PEOPLE:
                add_person(*each)
        if programme and len(there) in {0, len(PEOPLE)} and not has_neighbourhoods(programme):
            town = build_towns(programme, known(f"coordinator@{DEMO_DOMAIN}"))
            tell(town)
            steer(town)
            use_toolkit(town)
            meet_in_circles(town)
            advise(town)
            offer(town)
        if not there:
            add_remarks()
            for address, parts in LEARNED:
                add_progress(address, parts)
            certify()
            walk_paths(known(f"coordinator@{DEMO_DOMAIN}"), known(f"sociaalwerker@{DEMO_DOMAIN}"))
            write_draft(known(f"redacteur@{DEMO_DOMAIN}"), known(f"coordinator@{DEMO_DOMAIN}"))
            keep_and_share(known(f"sociaalwerker@{DEMO_DOMAIN}"), known(f"wijkregisseur@{DEMO_DOMAIN}"))
            lead_group(known(f"wijkregisseur@{DEMO_DOMAIN}"), known(f"sleutelpersoon@{DEMO_DOMAIN}"))
            meet(known(f"wijkregisseur@{DEMO_DOMAIN}"), known(f"sleutelpersoon@{DEMO_DOMAIN}"))
            demo_polls(known(f"wijkregisseur@{DEMO_DOMAIN}"))
            get_on()
            add_request()
    click.echo(f"{0 if there else len(PEOPLE)} demo people added, {len(there)} were there")


def add_person(name: str, full_name: str, role: Role, *, everywhere: bool = False) -> None:
    """Add one demo account; a role in a team comes with its neighbourhood, or at once for who takes part everywhere."""
    person = Person(
        name=full_name, email=f"{name}@{DEMO_DOMAIN}", password_hash=hashed(DEMO_PASSWORD), accepted_at=now()
    )
    if role in PLATFORM_ROLES:
        person.platform_roles.append(PlatformRole(role=role))
    elif everywhere or role is Role.CIRCLE_FACILITATOR:
        kind, number = WHOLE_PROGRAMME
        person.all_grants.append(Grant(role=role, scope_kind=kind, scope_id=number, since=now()))
    db.session.add(person)
    db.session.flush()


def known(email: str) -> Person:
    """Return a demo account that was made before."""
    person = person_by_email(email)
    if person is None:
        raise LookupError(email)
    return person


def add_remarks() -> None:
    """Let two people tell what could be better, and answer one."""
    worker, editor = person_by_email(f"sociaalwerker@{DEMO_DOMAIN}"), person_by_email(f"redacteur@{DEMO_DOMAIN}")
    if worker is None or editor is None or remarks_of(worker):
        return
    wish = "Kan de luisterknop ook onthouden hoe snel ik wil luisteren?"
    commands.send_remark(by=worker, kind=RemarkKind.WISH, text=wish, page="/modules/wat-doet-roken", address=None)
    question = "Mag ik de verhalen van Ron ook gebruiken in mijn eigen teamoverleg?"
    asked = commands.send_remark(by=worker, kind=RemarkKind.QUESTION, text=question, page="/modules", address=None)
    commands.answer_remark(asked, by=editor, text="Ja, graag. Noem erbij dat het verhaal is verzonnen.")


def add_progress(address: str, parts: int) -> None:
    """Let somebody have done the first parts of the first module."""
    person = person_by_email(address)
    module = next(iter(training.published_modules()), None)
    if person is None or module is None:
        return
    first = reading_of(module.slug, person)
    uids = [line.uid for _lesson, lines in first.lessons for line in lines] if first else []
    for uid in uids[:parts]:
        desk = newest_desk_of(module.slug, uid, person)
        if desk is not None:
            complete_part(desk.reading, desk.text.part, version=desk.text.number, twin=desk.twin, by=person)


def add_request() -> None:
    """Let somebody without an account ask for access."""
    ask_for_access(
        name="Anna Pronk",
        email=f"anna.pronk@{DEMO_DOMAIN}",
        organisation="Welzijn Havenbuurt",
        reason="Ik ben sociaal werker en wil de module over roken volgen met mijn team.",
        language="nl",
    )
