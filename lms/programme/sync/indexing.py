"""Making the steps of the card in use findable for everybody."""

from sqlalchemy import delete, select

from lms.kernel import search
from lms.kernel.db import db
from lms.kernel.search import SearchEntry
from lms.programme.models import ActionCard, Programme, Step

STEP = "step"
PUBLIC = ("public",)


def index_card(programme: Programme, card: ActionCard) -> None:
    """Bring the search index in line with the card that visitors see."""
    wanted = {f"{programme.slug}/{step.key}": step for step in card.steps}
    mine = (SearchEntry.kind == STEP, SearchEntry.key.startswith(f"{programme.slug}/", autoescape=True))
    db.session.execute(delete(SearchEntry).where(*mine, SearchEntry.key.not_in(list(wanted))))
    first = db.session.scalar(select(Programme.id).order_by(Programme.id).limit(1)) == programme.id
    tail = "" if first else f"?programma={programme.slug}"
    for key, step in wanted.items():
        url = f"/actiekaart/{step.key}{tail}"
        search.put(STEP, key, title=step.title, text=words_of(step), url=url, scopes=PUBLIC)


def words_of(step: Step) -> str:
    """Return everything a step says, a sentence a line."""
    small = (f"{each.title}. {each.text}" for each in step.small_steps)
    return "\n".join([step.goal, *step.questions, *step.signs, step.decision, *step.pitfalls, *small])
