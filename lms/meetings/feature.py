"""What the meetings feature adds to the application."""

from lms.accounts.signals import account_changes
from lms.accounts.slots import ADMINISTRATION, LOG_OBJECTS, LOG_WORDS, NOTICE_KINDS, PERSONAL_DATA
from lms.kernel.feature import Feature
from lms.kernel.slots import RETENTION
from lms.meetings.jobs.polls import JOBS as POLLS
from lms.meetings.jobs.polls import KEPT as POLL_GUESTS
from lms.meetings.jobs.retention import KEPT
from lms.meetings.jobs.telling import JOBS as TELLING
from lms.meetings.panels import DATE_POLLS, KINDS, PERSONAL, POLL_KINDS, neighbourhood_panel, poll_desks
from lms.meetings.receivers import on_account_changes, on_team_left
from lms.meetings.views import agenda, attendance, meeting, planning, poll_answers, poll_dates, polls, sign_up
from lms.meetings.views.blueprint import bp
from lms.meetings.views.log_words import ACTIONS, OBJECTS
from lms.meetings.views.poll_log_words import ACTIONS as POLL_ACTIONS
from lms.meetings.views.poll_log_words import OBJECTS as POLL_OBJECTS
from lms.programme.signals import team_left
from lms.programme.slots import NEIGHBOURHOOD_PANELS

#: Their routes stand on the one blueprint.
VIEWS = (agenda, attendance, meeting, planning, polls, poll_answers, poll_dates, sign_up)
FEATURE = Feature(
    name="meetings",
    blueprints=[bp],
    fills={
        NOTICE_KINDS: [*KINDS, *POLL_KINDS],
        NEIGHBOURHOOD_PANELS: [neighbourhood_panel],
        PERSONAL_DATA: [PERSONAL, DATE_POLLS],
        RETENTION: [*POLL_GUESTS, *KEPT],
        LOG_WORDS: [ACTIONS, POLL_ACTIONS],
        LOG_OBJECTS: [OBJECTS, POLL_OBJECTS],
        ADMINISTRATION: [poll_desks],
    },
    listens={account_changes: [on_account_changes], team_left: [on_team_left]},
    jobs=[*TELLING, *POLLS],
)
