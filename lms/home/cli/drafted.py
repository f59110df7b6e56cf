"""A module that the editor of the demo is writing, and that the coordinator is asked to read."""

from lms.accounts.models import Person
from lms.training.commands.draft_reviews import ask_review
from lms.training.commands.drafts import begin_module
from lms.training.queries.draft_forms import plain_form
from lms.training.queries.draft_outline import pasted_in

ORIGIN = "demo"
FORM = {
    "title": "Een praatje bij de bushalte",
    "summary": "Hoe je met iemand praat die op de bus wacht.",
    "goals": "Je kunt een kort praatje beginnen.\nJe kunt op tijd stoppen.",
    "audiences": ["professional"],
    "steps": ["wijk"],
}
TEXT = """# Staan en wachten

Je staat naast iemand bij de halte. Je zegt iets over de bus. Je wacht op een antwoord.

# Vragen of het mag

Je vraagt of je iets mag vragen. Zegt iemand nee? Dan praat je over iets anders.

# Toets

Wat zeg je eerst?
- [x] Iets over de bus. — Zo begint een praatje vanzelf.
- [ ] Iets over roken. — Dat komt later, als het mag.
- [ ] Niets. — Dan weet de ander niet dat je wilt praten.
"""


def write_draft(editor: Person, coordinator: Person) -> None:
    """Let the editor write a short module and ask the coordinator to read it."""
    form, _pasted = pasted_in(plain_form(FORM), TEXT, str(FORM["title"]))
    working = begin_module(form, by=editor, origin=ORIGIN)
    ask_review(working.uid, coordinator, "Eerste uitgave.", stand=working.stand, by=editor, origin=ORIGIN)
