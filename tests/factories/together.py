"""Groups that do something together, for tests."""

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.training.commands.together import begin_together, finish_together
from lms.training.models import GroupSession
from lms.training.queries.together import part_topic, practice_topic, sitting_of
from tests.factories.programme import a_member, a_neighbourhood

MODULE = "wat-doet-roken"


def a_team(*names, role=Role.KEY_PERSON, name="Oosterveld"):
    """Return who leads a neighbourhood, and its people of one role."""
    here = a_neighbourhood(name)
    leader = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    return leader, [a_member(here, role, name=each) for each in names]


def a_session(leader, people, uid="wdr-1", *, practice=False, done=True) -> GroupSession:
    """Let somebody lead a part of the module for tests, or a practice, with these people."""
    actor = person_by_uid(leader.uid)
    topic = practice_topic(uid, actor) if practice else part_topic(MODULE, uid, actor)
    here = next(grant.scope_id for grant in actor.grants)
    session = begin_together(topic, here, [each.uid for each in people], by=actor)
    if done:
        finish_together(sitting_of(session.uid, actor), by=actor, origin="test")
    db.session.commit()
    return session
