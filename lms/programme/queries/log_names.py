"""What lines of the log are about, by name: of places and numbers, never what people wrote or told there."""

from typing import Any

from sqlalchemy import String, cast

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.programme.models import (
    Decision,
    Evidence,
    HelpOffer,
    Milestone,
    Moment,
    Neighbourhood,
    OnePage,
    Programme,
    Risk,
    StepFeedback,
)

#: What belongs to a neighbourhood, by the kind that the log calls it; it is told by the name of the neighbourhood.
_PLACED: dict[str, Any] = {
    "decision": Decision,
    "evidence": Evidence,
    "feedback": StepFeedback,
    "help": HelpOffer,
    "moment": Moment,
    "one-page": OnePage,
}
_NUMBERED: dict[str, Any] = {"milestone": Milestone, "risk": Risk}
#: The name of a neighbourhood or programme, or a number.
NAMES = LogTitles(
    [
        ("neighbourhood", titled("neighbourhood", Neighbourhood.uid, Neighbourhood.name)),
        ("programme", titled("programme", Programme.slug, Programme.title)),
        *(
            (
                kind,
                titled(kind, table.uid, Neighbourhood.name).join(
                    Neighbourhood, Neighbourhood.id == table.neighbourhood_id
                ),
            )
            for kind, table in _PLACED.items()
        ),
        *((kind, titled(kind, table.key, cast(table.number, String))) for kind, table in _NUMBERED.items()),
    ]
)
