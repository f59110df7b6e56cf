"""What each start page shows: for one hat a fixed number of statements, however many neighbourhoods there are."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping, and_, func, select

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.advice.queries.start import advice_at_start, advice_waits_in, neighbourhoods_and_desk, open_in_all
from lms.advice.queries.words import LOOKS, WORDS
from lms.circles.queries.start import start_in_circles
from lms.home.queries.hats import HatKind, chosen, hats_of, team_places
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.meetings.queries.agenda import next_of
from lms.programme.models import Neighbourhood, Tranche
from lms.programme.models.attention import first_those_who_need_it
from lms.programme.policy import managed_by
from lms.programme.queries.absences import absences_in
from lms.programme.queries.advisers import neighbourhoods_without_adviser
from lms.programme.queries.at_home import AtHome, at_home
from lms.programme.queries.cards import standings
from lms.programme.queries.contacts import contact_of
from lms.programme.queries.feedback import feedback_waiting
from lms.programme.queries.frames import unread_frames
from lms.programme.queries.ggd import agreements_of
from lms.programme.queries.helped import helped_start
from lms.programme.queries.moments import moment_start
from lms.programme.queries.neighbourhoods import PAGE, first_programme, neighbourhoods
from lms.programme.queries.prompts import open_prompt
from lms.programme.queries.steering import milestones_in_short, risks_in_short
from lms.programme.queries.steps import views_to_open
from lms.programme.queries.teams import lacks_the_neighbourhood, team_of
from lms.programme.queries.where import where_of
from lms.toolkit.queries.fitting import fitting, newest_offers
from lms.toolkit.queries.trials import waiting_for
from lms.training import queries as training
from lms.training.queries.team import learning_of

Shown = dict[str, Any]
#: How long a new director is shown the way to what was handed over.
JUST_TOOK_OVER = timedelta(days=30)


def start_of(person: Person, key: str, undo: Callable[[str], str] = lambda _slug: "") -> Shown:
    """Return everything the start page of somebody shows with the hat that ``key`` names.

    ``undo(slug)`` gives the key of the last person counted in this visit, when there is one.
    """
    own = team_places(person)
    homes = at_home(own, person, advice_waits_in()) if own else []
    hats = hats_of(person, [each.neighbourhood for each in homes])
    hat = chosen(hats, key)
    home = next((each for each in homes if each.neighbourhood is hat.neighbourhood), None)
    above: Shown = {"frames": unread_frames(person), "toolkit_desk": waiting_for(person, today())} | {
        "next_meeting": next_of(person),
        "circle_start": start_in_circles(person),
    }
    shown = {"hats": hats, "hat": hat, **above}
    if home is None:
        return shown | _PAGES.get(hat.kind, _learner)(person)
    here = home.neighbourhood
    shown["helped_now"] = helped_start(here, home.helped, undo(here.slug))
    shown |= {"neighbourhood": here, "telling": moment_start(here), **training.start_page_of(person)}
    return shown | (_director(person, home) if hat.kind is HatKind.DIRECTOR else _in_team(here))


def _learner(person: Person) -> Shown:
    return {**training.start_page_of(person), "offers": newest_offers()}


def _in_team(here: Neighbourhood) -> Shown:
    return {"contact": contact_of(here), "toolkit": fitting(standings([here])[here.id])}


def _director(person: Person, home: AtHome) -> Shown:
    here = home.neighbourhood
    team, where = team_of(here), where_of(here)
    leading = next((each.member for each in team if each.member.role is Role.NEIGHBOURHOOD_DIRECTOR), None)
    mine = leading if leading and leading.person_id == person.id else None
    return {
        "away": absences_in(here) if home.away else (),
        "took_over": mine is not None and here.created_at < mine.since > now() - JUST_TOOK_OVER,
        "where": where,
        "views": views_to_open(person, where),
        "toolkit": fitting(where.standing),
        "team": [each for each in team if each.member.person_id != person.id],
        "learning": learning_of([each.member.person_id for each in team]),
        "only_professionals": lacks_the_neighbourhood(team),
        "prompt": open_prompt(person) if home.prompted else None,
        "advice": advice_at_start(here, person) if home.also else (),
        "advice_words": WORDS,
        "advice_looks": LOOKS,
    }


def _adviser(person: Person) -> Shown:
    found, desk = neighbourhoods_and_desk(person)
    stand = standings(found)
    told = first_those_who_need_it(list(found), stand, now())
    return {"needing": [pair for pair in told if pair[1]], "others": [each for each, why in told if not why]} | {
        "standings": stand,
        "desk": desk,
        "today": today(),
    }


def _coordinator(_person: Person) -> Shown:
    programme = first_programme()
    shown: Shown = {"groups": _groups(), "lost": neighbourhoods_without_adviser()}
    shown |= {"milestones": None, "risks": None, "today": today()}
    if programme is not None:
        shown |= {"milestones": milestones_in_short(programme, today()), "risks": risks_in_short(programme, today())}
    return shown


def _ggd_manager(person: Person) -> Shown:
    found = neighbourhoods(person, managed_by(person))[:PAGE]
    agreements = agreements_of([each.id for each in found])
    return {"own": found, "standings": standings(found), "agreements": agreements, "today": today()}


def _editor(_person: Person) -> Shown:
    return {"reactions": feedback_waiting()}


def _groups() -> Sequence[RowMapping]:
    """Return each group with how many are in and how many have an adviser, and the questions in all; one statement."""
    advised = func.count(Person.id)
    open_advice, late_advice = open_in_all()
    vacant = func.count(Neighbourhood.id).filter(Neighbourhood.director_id.is_(None))
    statement = (
        select(
            Tranche.id,
            Tranche.title,
            Tranche.capacity,
            func.count(Neighbourhood.id).label("count"),
            advised.label("advised"),
            vacant.label("vacant"),
            open_advice.label("open_advice"),
            late_advice.label("late_advice"),
        )
        .outerjoin(Neighbourhood, Neighbourhood.tranche_id == Tranche.id)
        .outerjoin(Person, and_(Person.id == Neighbourhood.adviser_id, Person.active))
        .group_by(Tranche.id, Tranche.title, Tranche.capacity)
        .order_by(Tranche.programme_id, Tranche.number)
    )
    return db.session.execute(statement).mappings().all()


#: The pages of who is in no team.
_PAGES: dict[HatKind, Callable[[Person], Shown]] = {
    HatKind.ADVISER: _adviser,
    HatKind.COORDINATOR: _coordinator,
    HatKind.GGD_MANAGER: _ggd_manager,
    HatKind.EDITOR: _editor,
}
