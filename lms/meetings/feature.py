"""What the meetings feature adds to the application."""

from lms.accounts.slots import LOG_OBJECTS, LOG_WORDS, NOTICE_KINDS, PERSONAL_DATA
from lms.kernel.feature import Feature
from lms.meetings.jobs.telling import JOBS as TELLING
from lms.meetings.panels import KINDS, PERSONAL, neighbourhood_panel
from lms.meetings.views import agenda, meeting, planning
from lms.meetings.views.blueprint import bp
from lms.meetings.views.log_words import ACTIONS, OBJECTS
from lms.programme.slots import NEIGHBOURHOOD_PANELS

VIEWS = (agenda, meeting, planning)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="meetings",
    blueprints=[bp],
    fills={
        NOTICE_KINDS: KINDS,
        PERSONAL_DATA: [PERSONAL],
        LOG_WORDS: [ACTIONS],
        LOG_OBJECTS: [OBJECTS],
        NEIGHBOURHOOD_PANELS: [neighbourhood_panel],
    },
    jobs=[*TELLING],
)
