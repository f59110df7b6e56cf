"""What the toolkit feature adds to the application."""

from lms.accounts.slots import ADMINISTRATION, LOG_OBJECTS, LOG_WORDS, NOTICE_KINDS, PERSONAL_DATA
from lms.content.slots import KINDS
from lms.kernel.feature import Feature
from lms.kernel.slots import RETENTION
from lms.programme.slots import MOMENT_CHIPS, MOMENT_PANELS, NEIGHBOURHOOD_PANELS, STEP_HERE_PANELS, STEP_PANELS
from lms.toolkit import models
from lms.toolkit.jobs.retention import KEPT
from lms.toolkit.jobs.review_dates import JOBS as REVIEW_DATES
from lms.toolkit.panels.editing import NOTICES as EDITING_NOTICES
from lms.toolkit.panels.editing import desks
from lms.toolkit.panels.experience import CHIPS, NOTICES, PERSONAL, experience_desks, moment_panel
from lms.toolkit.panels.reading import menu, neighbourhood_panel, step_here_panel, step_panel
from lms.toolkit.sync import TOOLKIT
from lms.toolkit.views import (
    desk,
    editing,
    history,
    items,
    lists,
    machines,
    media,
    packages,
    preview,
    prints,
    report_desk,
    reports,
    reviewing,
    suggestions,
)
from lms.toolkit.views.blueprint import bp
from lms.toolkit.views.log_objects import OBJECTS
from lms.toolkit.views.log_words import ACTIONS
from lms.ui.slots import NAVIGATION

VIEWS: tuple[object, ...] = (  # modules whose routes stand on the one blueprint
    reports,
    report_desk,
    suggestions,
    desk,
    editing,
    history,
    items,
    lists,
    machines,
    media,
    packages,
    preview,
    reviewing,
    prints,
)
MODELS = models  # its tables belong to the application from the start
FEATURE = Feature(
    name="toolkit",
    blueprints=[bp],
    fills={
        KINDS: [TOOLKIT],
        PERSONAL_DATA: [PERSONAL],
        RETENTION: KEPT,
        NOTICE_KINDS: [*NOTICES, *EDITING_NOTICES],
        LOG_WORDS: [ACTIONS],
        LOG_OBJECTS: [OBJECTS],
        ADMINISTRATION: [desks, experience_desks],
        MOMENT_CHIPS: CHIPS,
        MOMENT_PANELS: [moment_panel],
        STEP_PANELS: [step_panel],
        STEP_HERE_PANELS: [step_here_panel],
        NEIGHBOURHOOD_PANELS: [neighbourhood_panel],
        NAVIGATION: [menu],
    },
    jobs=REVIEW_DATES,
)
