"""What lines of the log about meetings are about: the name of the neighbourhood, never the title."""

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.meetings.models import Meeting
from lms.programme.models import Neighbourhood

NAMES = LogTitles(
    [
        (
            "meeting",
            titled("meeting", Meeting.uid, Neighbourhood.name).join(
                Neighbourhood, Neighbourhood.id == Meeting.neighbourhood_id
            ),
        )
    ]
)
