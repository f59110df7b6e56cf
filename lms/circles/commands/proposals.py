"""Putting what other parts of the product propose before a circle."""

from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.circles.commands.waiting import propose
from lms.circles.models import AgendaItem, Circle, CircleSession, ProposalTaken
from lms.circles.models.agenda import LONGEST_TITLE
from lms.circles.slots import AgendaProposal
from lms.kernel.db import db
from lms.programme.models import Theme


def take_up(
    circle: Circle, proposal: AgendaProposal, session: CircleSession | None, *, by: Person
) -> AgendaItem | None:
    """Propose it for a session, or for one day; nothing when somebody did so before."""
    if not set_aside(circle, proposal, by=by):
        return None
    theme = db.session.get(Theme, proposal.theme_id) if proposal.theme_id else None
    about = proposal.on_agenda or proposal.about
    return propose(circle, session, proposal.title[:LONGEST_TITLE], about=about, theme=theme, by=by)


def set_aside(circle: Circle, proposal: AgendaProposal, *, by: Person) -> bool:
    """Offer it no more; say whether this was the first to say so."""
    try:
        with db.session.begin_nested():
            db.session.add(ProposalTaken(circle_id=circle.id, key=proposal.key, by_id=by.id))
    except IntegrityError:
        return False
    return True
