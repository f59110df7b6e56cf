"""What people of Havenbuurt keep for themselves while they learn, what they let others read, and what they ask for."""

from collections.abc import Callable

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.needs import answer_need, ask_to_learn
from lms.training.commands.notes import keep_note, mark_part
from lms.training.commands.sentences import add_sentence
from lms.training.commands.sharing import comment_on, share_work
from lms.training.commands.steps import finish_assignment
from lms.training.commands.telling import tell_back
from lms.training.commands.work import keep_thought
from lms.training.enums import ToldTo
from lms.training.queries.desks import Desk, newest_desk_of
from lms.training.queries.readers import readers_for
from lms.training.queries.sharing import own_work, shared_at
from lms.training.queries.telling import telling_of
from tests.journeys.neighbour import BY, CANARY, DEPUTY, DIRECTOR, WORKER
from tests.journeys.neighbour import KEY_PERSON as TELLER
from tests.journeys.visit import COORDINATOR, EDITOR, KEY_PERSON, Visit

OWNER, FINISHER, ADVISER = "eigenaar", "sociaalwerker", "adviseur"
SLUG, COUNTED = "wat-doet-roken", "het-goede-gesprek"
MODULE = f"/modules/{SLUG}"
NOTED, TASK, THOUGHT, DONE = "wdr-1-1", "wdr-6-5", "wdr-1-1-r1", "wdr-6-5-a1"
MINE, DESK = "/mijn-leren", "/beheer/scholing"
NO_PAGE = {"training.own_notes_file": "notes as a text to keep"}
VISITS = (
    Visit("training.own_notes", f"{MINE}/notities", WORKER),
    Visit("training.own_notes", f"{MINE}/notities?q=koffie", WORKER),
    Visit("training.own_notes", f"{MINE}/notities", KEY_PERSON),
    Visit("training.own_sentences", f"{MINE}/zinnen", WORKER),
    Visit("training.change_sentence", f"{MINE}/zinnen/{{sentence}}", WORKER),
    Visit("training.pocket_card", f"{MINE}/zinnen/kaart", WORKER),
    Visit("training.shared", f"{MINE}/gedeeld", DIRECTOR),
    Visit("training.shared", f"{MINE}/gedeeld", FINISHER),
    Visit("training.shared_work", f"{MINE}/gedeeld/{{sharer}}/{{work}}", DIRECTOR),
    Visit("training.choose_readers", f"{MINE}/delen/{{work}}", WORKER),
    Visit("training.ask", f"{MINE}/vragen", OWNER),
    Visit("training.need_desk", f"{DESK}/vragen", EDITOR),
    Visit("training.need_desk", f"{DESK}/vragen?beantwoord=1", EDITOR),
    Visit("training.answer", f"{DESK}/vragen/{{need}}", EDITOR),
    Visit("training.answer", f"{DESK}/vragen/{{need_answered}}", COORDINATOR),
    Visit("training.evaluation", f"{MODULE}/mening", FINISHER),
    Visit("training.evaluation_desk", f"{DESK}/meningen", EDITOR),
    Visit("training.insight_list", f"{DESK}/inzicht", EDITOR),
    Visit("training.insight_list", f"{DESK}/inzicht", ADVISER),
    Visit("training.insight", f"{DESK}/inzicht/{COUNTED}", EDITOR),
    Visit("training.insight", f"{DESK}/inzicht/{SLUG}", ADVISER),
    Visit("training.module_why", f"{MODULE}/waarom", OWNER),
    Visit("training.module_why", f"{MODULE}/waarom", KEY_PERSON),
)


def settle(who: Callable[[str], Person]) -> dict[str, str]:
    """Let the worker write, share and ask, and a key person tell back; return the values of addresses."""
    worker, owner = who(WORKER), who(OWNER)
    for person, words in ((worker, f"Bij de koffie vertellen. {CANARY}-notitie"), (owner, "kanarie-notitie")):
        desk = _desk(SLUG, NOTED, person)
        keep_note(desk.text, words, shown="", by=person, url=f"{MODULE}/delen/{NOTED}")
        mark_part(desk.text, by=person)
    sentence = add_sentence(f"Hoe is dat voor jou? {CANARY}-zin", by=worker)
    add_sentence("Mag ik naast je komen staan?", by=worker)
    open_need = ask_to_learn(f"Hoe praat ik met jongeren over vapen? {CANARY}-wens", by=worker)
    answered = ask_to_learn("kanarie-wens", by=owner)
    answer_need(answered, "Dat komt in de volgende module.", by=who(EDITOR), **BY)
    telling = telling_of(SLUG, who(TELLER))
    assert telling is not None
    tell_back(telling, ToldTo.HERE, f"Ik weet nu waarom stoppen lastig is. {CANARY}-verteld", by=who(TELLER))
    return {
        "sentence": sentence.uid,
        "need": open_need.uid,
        "need_answered": answered.uid,
        "sharer": worker.uid,
        **_share(who),
    }


def _share(who: Callable[[str], Person]) -> dict[str, str]:
    """Let the director read a thought and an assignment of the worker, and the deputy the assignment alone."""
    worker, director = who(WORKER), who(DIRECTOR)
    thought, task = _desk(SLUG, NOTED, worker), _desk(SLUG, TASK, worker)
    keep_thought(thought.text, THOUGHT, f"Ik ging te snel. {CANARY}-gedeeld", shown="", by=worker)
    finish_assignment(task.reading, task.text.part, DONE, by=worker)
    db.session.flush()
    beside = {person.uid: person for person in readers_for(worker)}
    for uid, readers in ((THOUGHT, (DIRECTOR,)), (DONE, (DIRECTOR, DEPUTY))):
        work = own_work(uid, worker)
        assert work is not None
        share_work(work, [beside[who(name).uid] for name in readers], by=worker)
    shared = shared_at(worker.uid, DONE, director)
    assert shared is not None
    comment = comment_on(shared, f"Neem de volgende keer iemand mee. {CANARY}-reactie", by=director)
    return {"work": DONE, "comment": comment.uid}


def _desk(module: str, uid: str, person: Person) -> Desk:
    desk = newest_desk_of(module, uid, person)
    assert desk is not None
    return desk
