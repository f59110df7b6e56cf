"""Members of a team who sign in with a printed card and stay away: no mail reaches them, so who leads hears of it."""

from flask_babel import LazyString
from flask_babel import gettext as _

from lms.accounts.commands.notices import notify_all
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.long_away import kept_for
from lms.programme.models import TeamMember
from lms.programme.queries.absences import addressees
from lms.programme.queries.retention import members_long_away
from lms.ui.formats import lasting

CAUSE = "team.long_away"
BATCH = 100


def tell_of_the_long_away(after: int = 0) -> int | None:
    """Tell who leads a batch of teams who has not been here for long, once; return where to go on."""
    members = members_long_away(after=after, limit=BATCH)
    told = [(addressees(member.neighbourhood, Role.NEIGHBOURHOOD_DIRECTOR), member) for member in members]
    for leading, member in sorted(told, key=lambda pair: [each.id for each in pair[0]]):  # one order for all who lock
        notify_all(
            leading,
            cause=CAUSE,
            object=f"person/{member.person.uid}",
            version=_last_here(member.person),
            text=_sentence(member),
            url=f"/wijken/{member.neighbourhood.slug}/team",
        )
    return members[-1].id if len(members) == BATCH else None


def _last_here(person: Person) -> str:
    return (person.last_seen_at or person.accepted_at or person.created_at).date().isoformat()


def _sentence(member: TeamMember) -> LazyString:
    name, days = member.person.name, kept_for().days

    def said() -> str:
        return _(
            "%(name)s is al %(long)s niet op Kringwijs geweest. Doet %(name)s niet meer mee? Pas dan het team aan.",
            name=name,
            long=lasting(days),
        )

    return LazyString(said)
