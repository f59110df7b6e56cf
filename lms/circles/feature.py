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
from lms.circles.panels import AROUND, HOST, NOTICES, PERSONAL, TALK, WORK, desks, menu
from lms.circles.policy import gives_in_circle
from lms.circles.queries.circles import place_words
from lms.circles.views import (
    agenda,
    agreements,
    before,
    card_round,
    circles,
    desk,
    live,
    live_acts,
    live_writing,
    look_back,
    planning,
    preparation,
    prework,
    reports,
    session_notes,
    sessions,
)
from lms.circles.views.blueprint import bp
from lms.circles.views.log_words import ACTIONS, OBJECTS
from lms.kernel.feature import Feature
from lms.meetings.slots import HOSTS
from lms.ui.slots import NAVIGATION

VIEWS = (
    circles,
    sessions,
    desk,
    planning,
    agenda,
    live,
    live_acts,
    live_writing,
    session_notes,
    look_back,
    agreements,
    card_round,
    before,
    prework,
    preparation,
    reports,
)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="circles",
    blueprints=[bp],
    fills={
        HOSTS: [HOST],
        NAVIGATION: [menu],
        NOTICE_KINDS: [NOTICES, AROUND],
        PERSONAL_DATA: [PERSONAL, TALK, WORK],
        LOG_WORDS: [ACTIONS],
        LOG_OBJECTS: [OBJECTS],
        PLACE_GIVERS: [gives_in_circle],
        PLACE_WORDS: [place_words],
        ADMINISTRATION: [desks],
    },
    jobs=[*AFTER],
)
