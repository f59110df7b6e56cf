"""What people of the demo programme did with their group on one phone."""

from lms.accounts.models import Person
from lms.training import queries as training
from lms.training.commands.telling import hear
from lms.training.commands.together import begin_together, finish_together
from lms.training.models.outline import BY_EAR
from lms.training.policy import group_places
from lms.training.queries.readings import reading_of
from lms.training.queries.together import group_in, part_topic, practices_for, sitting_of

ORIGIN = "demo"
SENTENCE = "Zij zei: ik vraag eerst of het mag, en dan luister ik."


def lead_group(director: Person, key_person: Person) -> None:
    """Let a director do the last part of the first module with the group, and hear a key person tell it back."""
    module = next(iter(training.published_modules()), None)
    reading = reading_of(module.slug, director) if module else None
    here = min(group_places(director), default=0)
    if module is None or reading is None or not here:
        return
    last = [part for part in reading.outline.parts if part.is_for(BY_EAR)][-1:]
    for part in last:
        topic = part_topic(module.slug, part.uid, director)
        people = group_in(here, topic.roles, director) if topic else ()
        if topic is None or key_person not in people:
            continue
        begun = begin_together(topic, here, [each.uid for each in people], by=director)
        sitting = sitting_of(begun.uid, director)
        if sitting and finish_together(sitting, by=director, origin=ORIGIN):
            done = sitting_of(begun.uid, director)
            if done:
                hear(done, {key_person.uid: SENTENCE}, by=director, origin=ORIGIN)
    _meet(director, key_person, here)


def _meet(director: Person, key_person: Person, here: int) -> None:
    """Let the group have had the first meeting of the path of key persons."""
    topic = next(iter(practices_for(key_person.roles)), None)
    if topic is None:
        return
    begun = begin_together(topic, here, [key_person.uid], by=director)
    sitting = sitting_of(begun.uid, director)
    if sitting:
        finish_together(sitting, by=director, origin=ORIGIN)
