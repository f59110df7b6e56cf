"""What the training feature adds to the application."""

from lms.accounts.slots import ADMINISTRATION, LOG_OBJECTS, LOG_WORDS, NOTICE_KINDS, PERSONAL_DATA
from lms.content.slots import KINDS
from lms.kernel.feature import Feature
from lms.kernel.slots import RETENTION
from lms.meetings.signals import attendance_recorded
from lms.meetings.slots import MEETING_PANELS
from lms.programme.slots import STEP_PANELS
from lms.training.jobs import certificates as issuing
from lms.training.jobs import fact_dates as checking
from lms.training.jobs import insight as counting
from lms.training.jobs import paths as following
from lms.training.jobs import sending
from lms.training.panels import (
    EDITED,
    EDITING_NOTICES,
    LEARNING_NOTICES,
    PATH_NOTICES,
    PERSONAL,
    PROOF,
    TOGETHER,
    WALKED,
    WITHDRAWALS,
    desks,
    editing_desks,
    insight_desks,
    live_panel,
    menu,
    need_desks,
    path_desks,
    step_panel,
)
from lms.training.receivers import on_attendance_recorded, on_module_completed
from lms.training.signals import module_completed
from lms.training.sync import MODULES
from lms.training.sync.paths import PATHS
from lms.training.views import (
    accreditations,
    certificates,
    discussions,
    draft_desk,
    draft_history,
    draft_outline,
    draft_parts,
    draft_preview,
    draft_reviews,
    evaluations,
    insight,
    live,
    media,
    modules,
    needs,
    notes,
    parts,
    path_desk,
    path_exemptions,
    paths,
    quizzes,
    record,
    registers,
    registrations,
    script,
    sentences,
    sharing,
    telling,
    together,
    voices,
    withdrawals,
)
from lms.training.views.blueprint import bp
from lms.training.views.draft_log_words import ACTIONS as DRAFT_ACTIONS
from lms.training.views.log_objects import OBJECTS
from lms.training.views.log_words import ACTIONS
from lms.ui.slots import NAVIGATION

VIEWS: tuple[object, ...] = (
    modules,
    notes,
    script,
    parts,
    quizzes,
    media,
    accreditations,
    certificates,
    record,
    registers,
    registrations,
    withdrawals,
    sentences,
    paths,
    path_desk,
    path_exemptions,
    discussions,
    sharing,
    insight,
    live,
    telling,
    together,
    draft_desk,
    draft_history,
    draft_outline,
    draft_parts,
    draft_preview,
    draft_reviews,
    evaluations,
    needs,
    voices,
)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="training",
    blueprints=[bp],
    fills={
        KINDS: [MODULES, PATHS],
        PERSONAL_DATA: [PERSONAL, PROOF, WALKED, TOGETHER, EDITED],
        NOTICE_KINDS: [WITHDRAWALS, *PATH_NOTICES, *EDITING_NOTICES, *LEARNING_NOTICES],
        LOG_WORDS: [ACTIONS, DRAFT_ACTIONS],
        LOG_OBJECTS: [OBJECTS],
        ADMINISTRATION: [desks, path_desks, editing_desks, need_desks, insight_desks],
        NAVIGATION: [menu],
        RETENTION: sending.KEPT,
        STEP_PANELS: [step_panel],
        MEETING_PANELS: [live_panel],
    },
    listens={module_completed: [on_module_completed], attendance_recorded: [on_attendance_recorded]},
    jobs=[*issuing.JOBS, *following.JOBS, *checking.JOBS, *counting.JOBS],
)
