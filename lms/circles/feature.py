"""What the circles feature adds to the application."""

from lms.accounts.slots import (
    ADMINISTRATION,
    LOG_OBJECTS,
    LOG_WORDS,
    NOTICE_KINDS,
    PERSONAL_DATA,
    PLACE_GIVERS,
    PLACE_WORDS,
)
from lms.circles.jobs.after import JOBS as AFTER
from lms.circles.jobs.retention import KEPT
from lms.circles.panels import AROUND, DATES, HOST, NOTICES, PERSONAL, TALK, WORK, desks, menu
from lms.circles.panels import insights as learned
from lms.circles.policy import gives_in_circle
from lms.circles.queries.circles import place_words
from lms.circles.queries.contradictions import contradiction_proposals
from lms.circles.receivers import on_attendance_recorded
from lms.circles.slots import AGENDA_PROPOSALS
from lms.circles.views import (
    agenda,
    agreements,
    before,
    card_round,
    circles,
    desk,
    feeds,
    insight_acts,
    insights,
    learning,
    live,
    live_acts,
    live_writing,
    look_back,
    note_readers,
    peers,
    planning,
    preparation,
    prework,
    reports,
    session_notes,
    sessions,
    to_session,
    yields,
)
from lms.circles.views.blueprint import bp
from lms.circles.views.insight_log_words import ACTIONS as INSIGHT_ACTIONS
from lms.circles.views.insight_log_words import OBJECTS as INSIGHT_OBJECTS
from lms.circles.views.log_words import ACTIONS, OBJECTS
from lms.kernel.feature import Feature
from lms.kernel.slots import RETENTION
from lms.meetings.signals import attendance_recorded
from lms.meetings.slots import DATE_POLL_GROUPS, HOSTS
from lms.programme.slots import STEP_HERE_PANELS, STEP_PANELS
from lms.toolkit.slots import ITEM_ACTIONS, ITEM_PANELS
from lms.ui.slots import NAVIGATION

VIEWS: tuple[object, ...] = (
    circles,
    sessions,
    desk,
    planning,
    agenda,
    live,
    live_acts,
    live_writing,
    session_notes,
    note_readers,
    look_back,
    agreements,
    card_round,
    before,
    prework,
    preparation,
    reports,
    insights,
    insight_acts,
    peers,
    learning,
    yields,
    feeds,
    to_session,
)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="circles",
    blueprints=[bp],
    fills={
        HOSTS: [HOST],
        DATE_POLL_GROUPS: [DATES],
        NAVIGATION: [menu],
        NOTICE_KINDS: [NOTICES, AROUND, *learned.NOTICES],
        PERSONAL_DATA: [PERSONAL, TALK, WORK, learned.PERSONAL],
        LOG_WORDS: [ACTIONS, INSIGHT_ACTIONS],
        LOG_OBJECTS: [OBJECTS, INSIGHT_OBJECTS],
        PLACE_GIVERS: [gives_in_circle],
        PLACE_WORDS: [place_words],
        ADMINISTRATION: [desks],
        RETENTION: [*learned.KEPT, *KEPT],
        STEP_PANELS: [learned.step_panel],
        STEP_HERE_PANELS: [learned.step_here_panel, learned.peers_panel],
        ITEM_ACTIONS: [learned.item_action],
        ITEM_PANELS: [learned.item_panel],
        AGENDA_PROPOSALS: [contradiction_proposals],
    },
    listens={attendance_recorded: [on_attendance_recorded]},
    jobs=[*AFTER],
)
