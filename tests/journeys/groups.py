"""Groups in the scenery: what the demo's director did with the own team, and one session that is still going on."""

from collections.abc import Callable

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.together import begin_together
from lms.training.models import GroupSession
from lms.training.queries.together import group_in, part_topic
from tests.journeys.visit import KEY_PERSON, Visit

DIRECTOR = "wijkregisseur"
SLUG, PART, MEETING = "wat-doet-roken", "wdr-1-1", "pad-sp-samen"
MODULE = f"/modules/{SLUG}"
VISITS = (
    Visit("training.together", "/samen", DIRECTOR),
    Visit("training.together_module", f"{MODULE}/samen", DIRECTOR),
    Visit("training.together_part", f"{MODULE}/samen/{PART}", DIRECTOR),
    Visit("training.together_practice", f"/leerpad/oefening/{MEETING}/samen", DIRECTOR),
    Visit("training.sitting", "/samen/{together}", DIRECTOR),
    Visit("training.sitting", "/samen/{together_now}", DIRECTOR),
    Visit("training.not_there", "/mijn-leren/samen/{together}", KEY_PERSON),
    Visit("training.tell_back", f"{MODULE}/vertel-terug", KEY_PERSON),
    Visit("training.record", "/mijn-leren", KEY_PERSON),
)


def settle(who: Callable[[str], Person]) -> dict[str, str]:
    """Let the director have begun another session, and return both."""
    director = who(DIRECTOR)
    done = db.session.scalars(select(GroupSession).where(GroupSession.leader_id == director.id)).all()
    group = next(each for each in done if each.part_id)
    topic = part_topic(SLUG, PART, director)
    assert topic is not None
    people = group_in(group.neighbourhood_id, topic.roles, director)
    now = begin_together(topic, group.neighbourhood_id, [each.uid for each in people], by=director)
    return {"together": group.uid, "together_now": now.uid, "meeting": MEETING}
