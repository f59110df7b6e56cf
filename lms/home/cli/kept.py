"""What people of the demo programme keep, share and ask while learning."""

from lms.accounts.models import Person
from lms.content.blocks import Reflect, walk
from lms.training import queries as training
from lms.training.commands.needs import ask_to_learn
from lms.training.commands.notes import keep_note
from lms.training.commands.sentences import add_sentence
from lms.training.commands.sharing import share_work
from lms.training.commands.work import keep_thought
from lms.training.queries.desks import newest_desk_of
from lms.training.queries.readers import readers_for
from lms.training.queries.readings import reading_of
from lms.training.queries.sharing import own_work


def keep_and_share(worker: Person, director: Person) -> None:
    """Let a social worker keep a note and two sentences and share one thought, and let both ask something."""
    for text in ("Hoe is dit moment van de dag voor jou?", "Mag ik even naast je komen staan?"):
        add_sentence(text, by=worker)
    ask_to_learn("Hoe praat ik met jongeren op het plein over vapen?", by=worker)
    ask_to_learn("Hoe houd ik mijn team bij elkaar als er iemand vertrekt?", by=director)
    module = next(iter(training.published_modules()), None)
    reading = reading_of(module.slug, worker) if module else None
    if module is None or reading is None:
        return
    noted = False
    for part in reading.outline.parts:
        desk = newest_desk_of(module.slug, part.uid, worker)
        thought = next((block for block in walk(desk.blocks) if isinstance(block, Reflect)), None) if desk else None
        if desk is None:
            continue
        if not noted:
            url = f"/modules/{module.slug}/delen/{part.uid}"
            keep_note(desk.text, "Dit vertellen bij de koffieochtend in het buurthuis.", shown="", by=worker, url=url)
            noted = True
        if thought is not None:
            words = "Ik merk dat ik te snel met tips kom. Eerst luisteren."
            keep_thought(desk.text, thought.uid, words, shown="", by=worker)
            _share(thought.uid, worker)
            return


def _share(uid: str, worker: Person) -> None:
    """Let everybody beside them read along: their director and adviser."""
    work = own_work(uid, worker)
    if work is not None:
        share_work(work, readers_for(worker)[:2], by=worker)
