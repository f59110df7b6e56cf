"""Making insights findable, for who may read them and nobody else."""

from sqlalchemy import select

from lms.circles.enums import Hushed, Visibility
from lms.circles.models import Insight
from lms.circles.queries.confidential import is_hushed, items_of_case
from lms.kernel import search
from lms.kernel.db import db

KIND = "insight"
#: The scope keys of what is for more than its circle: what is said inside a circle is never indexed.
SCOPES = {Visibility.PROGRAMME: ("programme",), Visibility.PUBLIC: ("public", "programme")}


def index_insight(insight: Insight) -> None:
    """Bring the search index in line with who may read an insight now; it is indexed with the agreed words."""
    scopes = SCOPES.get(insight.visibility, ())
    if insight.withdrawn or insight.merged_into_id is not None or not scopes or is_hushed(insight):
        search.drop(KIND, insight.uid)
        return
    text = "\n".join(filter(None, (insight.statement, insight.condition, insight.context)))
    search.put(KIND, insight.uid, title=insight.statement, text=text, url=f"/inzichten/{insight.uid}", scopes=scopes)


def index_insights_of(kind: Hushed, number: int) -> None:
    """Bring the index in line with a session or case that became confidential, or is so no longer."""
    if kind is Hushed.NOTE:
        return
    of_case = Insight.agenda_item_id.in_(items_of_case(number))
    there = of_case if kind is Hushed.CASE else Insight.session_id == number
    for insight in db.session.scalars(select(Insight).where(there)).all():
        index_insight(insight)
