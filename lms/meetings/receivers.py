"""What meetings do when something happens to an account, or to a team."""

from typing import Any

from lms.accounts.models import Person
from lms.meetings.commands.plans import release_from_team
from lms.meetings.commands.sign_up import leave_open_meetings
from lms.programme.models import Neighbourhood


def on_account_changes(_app: Any, *, person: Person, active: bool) -> None:
    """Give the seats and places in line of somebody whose account closes to who is next."""
    if not active:
        leave_open_meetings(person)


def on_team_left(_app: Any, *, neighbourhood: Neighbourhood, person: Person) -> None:
    """Expect somebody no more at the meetings to come of a team they left."""
    release_from_team(neighbourhood, person)
