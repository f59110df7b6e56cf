"""Dates that the director of the demo programme asks the team for: a poll that is open, and one that gave a meeting."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import cycle

from lms.accounts.models import Person
from lms.kernel.clock import today
from lms.kernel.given_days import given_moment
from lms.meetings.commands.polls.answering import answer
from lms.meetings.commands.polls.asking import Guest, Question, ask_for_dates
from lms.meetings.commands.polls.choosing import choose_date
from lms.meetings.enums import MeetingKind, Vote
from lms.meetings.models import DatePoll
from lms.meetings.queries.poll_groups import Where, neighbourhoods_to_ask, where_at
from lms.meetings.queries.polls import invites_of, options_of

ORIGIN = "demo"
GUEST = Guest("Gerda van de bibliotheek", "gerda@demo.kringwijs.example")
#: What people say in turn, for each of three dates; the last who is asked stays silent in the open poll.
SAID = ((Vote.YES, Vote.IF_NEED_BE, Vote.NO), (Vote.YES, Vote.NO, Vote.YES), (Vote.IF_NEED_BE, Vote.YES, Vote.NO))


def demo_polls(director: Person) -> None:
    """Ask the team of a director for two dates; who is asked again answers nothing twice."""
    places = neighbourhoods_to_ask(director)
    where = where_at(places[0].slug, director) if places else None
    if where is None or not where.people:
        return
    _answered(_asked(where, director, "Overleg over de buurtdag", 21, "demo-open", GUEST), silent=1)
    chosen = _asked(where, director, "Start van het voorjaar", 28, "demo-chosen")
    _answered(chosen)
    choose_date(chosen, options_of(chosen)[0], director, origin=ORIGIN)


def _asked(where: Where, director: Person, title: str, days: int, key: str, *guests: Guest) -> DatePoll:
    starts = [_at(days + number) for number in (0, 1, 3)]
    people = [each.person for each in where.people if each.ticked]
    question = Question(MeetingKind.TEAM, title, 60, starts, _at(7), "Buurthuis", people, guests)
    return ask_for_dates(where, question, director, form_key=f"{key}-{director.uid}"[:32], origin=ORIGIN)


def _answered(poll: DatePoll, silent: int = 0) -> None:
    options, invites = options_of(poll), invites_of(poll)
    for each, said in zip(invites[: len(invites) - silent], cycle(SAID)):
        each.poll = poll
        votes: Mapping[str, Vote] = {option.uid: vote for option, vote in zip(options, said, strict=True)}
        answer(each, votes)


def _at(days: int) -> datetime:
    return given_moment(today() + timedelta(days=days), time(13, 30))
