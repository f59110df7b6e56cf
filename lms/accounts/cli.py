"""``lms person``: invite, deactivate, export, erase. Exit status 0: done, 1: refused, 2: wrong usage."""

import json

import click
from flask.cli import with_appcontext

from lms.accounts.commands import people
from lms.accounts.commands.personal_data import erase_person, export_person
from lms.accounts.enums import PLATFORM_ROLES, WHOLE_PROGRAMME, Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_email, person_by_uid
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work

BY = "cli"
WHO = click.argument("who", metavar="ADDRESS-OR-UID")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")

person_group = click.Group("person", help="Invite people, close accounts, hand over or erase what is kept of somebody.")


@person_group.command("invite")
@click.argument("address")
@click.option("--name", required=True, help="What to call this person.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="A role; may be given more than once.",
)
@click.option("--language", default="nl", show_default=True, type=click.Choice(["nl", "en"]))
@AS_JSON
@with_appcontext
def invite_command(address: str, name: str, roles: tuple[str, ...], language: str, as_json: bool) -> None:
    """Invite ADDRESS by mail; the first administrator of an installation comes in this way."""
    given = [Role(role) for role in roles]
    try:
        with unit_of_work():
            person = people.invite(
                name=name,
                email=address,
                platform_roles=[role for role in given if role in PLATFORM_ROLES],
                places=[(role, *WHOLE_PROGRAMME) for role in given if role not in PLATFORM_ROLES],
                language=language,
                by=BY,
                origin=BY,
            )
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None
    _say(as_json, f"invited {person.uid}", uid=person.uid, email=person.email, roles=sorted(person.roles))


@person_group.command("deactivate")
@WHO
@AS_JSON
@with_appcontext
def deactivate_command(who: str, as_json: bool) -> None:
    """Close the account of somebody: ends all sessions at once; what the person made stays."""
    try:
        with unit_of_work():
            person = _the_person(who)
            people.deactivate(person, by=BY, origin=BY)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None
    _say(as_json, f"deactivated {person.uid}", uid=person.uid, active=False)


@person_group.command("export")
@WHO
@click.option("--json", "as_json", is_flag=True, help="JSON is the only form there is; accepted for consistency.")
@with_appcontext
def export_command(who: str, as_json: bool) -> None:
    """Print everything that is kept about somebody, as JSON."""
    with unit_of_work():
        data = export_person(_the_person(who))
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


@person_group.command("erase")
@WHO
@click.option("--yes", is_flag=True, help="Do not ask.")
@AS_JSON
@with_appcontext
def erase_command(who: str, yes: bool, as_json: bool) -> None:
    """Erase for good what says who somebody is."""
    if not yes:
        click.confirm("This cannot be undone. Erase?", abort=True, err=True)
    try:
        with unit_of_work():
            person = _the_person(who)
            erase_person(person)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None
    _say(as_json, f"erased {person.uid}", uid=person.uid, erased=True)


def _the_person(who: str) -> Person:
    person = person_by_email(who) if "@" in who else person_by_uid(who)
    if person is None or person.erased_at is not None:
        raise click.ClickException(f"nobody here is {who}")
    return person


def _say(as_json: bool, words: str, **facts: object) -> None:
    click.echo(json.dumps(facts, default=str) if as_json else words)
