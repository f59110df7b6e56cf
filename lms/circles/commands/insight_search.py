"""Making insights findable, for who may read them and nobody else."""

from sqlalchemy import select

from lms.circles.enums import Visibility
from lms.circles.models import CircleSession, Insight
from lms.circles.queries.insights import is_hushed
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


def index_insights_of(session: CircleSession) -> None:
    """Bring the index in line with a session that became confidential, or is so no longer."""
    for insight in db.session.scalars(select(Insight).where(Insight.session_id == session.id)).all():
        index_insight(insight)
