"""``lms demo``: a programme with made-up people, so that no page is empty."""

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.accounts.commands.passwords import hashed
from lms.accounts.enums import PLATFORM_ROLES, Role
from lms.accounts.models import Grant, Person, PlatformRole
from lms.accounts.queries.people import person_by_email
from lms.home import commands
from lms.home.enums import RemarkKind
from lms.home.queries import remarks_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work

DOMAIN = "demo.kringwijs.example"
PASSWORD = "kringwijs-demo"  # noqa: S105 -- printed on the sign-in page of a demo
#: Until neighbourhoods exist, place roles hold for the programme as a whole.
WHOLE_PROGRAMME = ("programme", 1)

PEOPLE = (
    ("wijkregisseur", "Samira Bennani", Role.NEIGHBOURHOOD_DIRECTOR),
    ("wijkregisseur2", "Teun Hofstra", Role.NEIGHBOURHOOD_DIRECTOR),
    ("sociaalwerker", "Dennis Kool", Role.SOCIAL_WORKER),
    ("sleutelpersoon", "Fatma Aydin", Role.KEY_PERSON),
    ("adviseur", "Joost Vermaat", Role.ADVISER),
    ("adviseur2", "Lotte Baas", Role.ADVISER),
    ("begeleider", "Ilse Zuiderveld", Role.CIRCLE_FACILITATOR),
    ("redacteur", "Marieke Oosting", Role.EDITOR),
    ("coordinator", "Hanneke Dijkgraaf", Role.COORDINATOR),
    ("onderzoeker", "Ruben Tasma", Role.RESEARCHER),
    ("ggdmanager", "Peter Wolters", Role.GGD_MANAGER),
    ("netwerkbureau", "Noor Elzinga", Role.NETWORK_OFFICE),
    ("beheerder", "Kees Admiraal", Role.ADMINISTRATOR),
)


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Load the demo programme; what people did since is kept."""
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("LMS_DEMO is not 1: demo people do not belong among real ones")
    with unit_of_work():
        made = [add_person(*each) for each in PEOPLE]
        add_remarks()
    click.echo(f"{sum(made)} demo people added, {len(made) - sum(made)} were there")


def add_person(name: str, full_name: str, role: Role) -> bool:
    """Add one demo account unless it is there; return whether it was added."""
    if person_by_email(f"{name}@{DOMAIN}") is not None:
        return False
    person = Person(name=full_name, email=f"{name}@{DOMAIN}", password_hash=hashed(PASSWORD), accepted_at=now())
    if role in PLATFORM_ROLES:
        person.platform_roles.append(PlatformRole(role=role))
    else:
        kind, number = WHOLE_PROGRAMME
        person.all_grants.append(Grant(role=role, scope_kind=kind, scope_id=number, since=now()))
    db.session.add(person)
    db.session.flush()
    return True


def add_remarks() -> None:
    """Let two people tell what could be better, and answer one."""
    worker, editor = person_by_email(f"sociaalwerker@{DOMAIN}"), person_by_email(f"redacteur@{DOMAIN}")
    if worker is None or editor is None or remarks_of(worker):
        return
    wish = "Kan de luisterknop ook onthouden hoe snel ik wil luisteren?"
    commands.send_remark(by=worker, kind=RemarkKind.WISH, text=wish, page="/modules/wat-doet-roken", address=None)
    question = "Mag ik de verhalen van Ron ook gebruiken in mijn eigen teamoverleg?"
    asked = commands.send_remark(by=worker, kind=RemarkKind.QUESTION, text=question, page="/modules", address=None)
    commands.answer_remark(asked, by=editor, text="Ja, graag. Noem erbij dat het verhaal is verzonnen.")
