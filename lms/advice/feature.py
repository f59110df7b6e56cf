"""What the advice feature adds to the application."""

from lms.accounts.signals import account_changes
from lms.accounts.slots import ADMINISTRATION, LOG_OBJECTS, LOG_WORDS, NOTICE_KINDS, PERSONAL_DATA, ROLE_TAKING
from lms.advice.cli import advice_group
from lms.advice.jobs.followups import JOBS as FOLLOW_UPS
from lms.advice.jobs.handing import JOBS as HANDING
from lms.advice.jobs.retention import KEPT
from lms.advice.panels import (
    KINDS,
    PERSONAL,
    agenda_panel,
    desks,
    menu,
    neighbourhood_panel,
    open_work,
    public_step_panel,
    step_examples,
    step_panel,
)
from lms.advice.queries.coming import bundle_proposals
from lms.advice.receivers import on_account_changes, on_adviser_changed, on_team_left, settle_roles
from lms.advice.views import (
    acts,
    addressees,
    answering,
    asking,
    bundles,
    confidential,
    examples,
    files,
    giving,
    public,
    replies,
    spoken,
    steering,
    thread,
)
from lms.advice.views.blueprint import bp
from lms.advice.views.log_words import ACTIONS, OBJECTS
from lms.circles.slots import AGENDA_PROPOSALS
from lms.kernel.feature import Feature
from lms.kernel.slots import RETENTION
from lms.meetings.slots import AGENDA_PANELS
from lms.programme.signals import adviser_changed, team_left
from lms.programme.slots import NEIGHBOURHOOD_PANELS, OPEN_WORK, STEP_HERE_PANELS, STEP_PANELS
from lms.ui.slots import NAVIGATION

VIEWS = (
    asking,
    giving,
    spoken,
    steering,
    bundles,
    addressees,
    confidential,
    examples,
    public,
    thread,
    replies,
    acts,
    answering,
    files,
)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="advice",
    blueprints=[bp],
    fills={
        PERSONAL_DATA: [PERSONAL],
        NOTICE_KINDS: KINDS,
        NAVIGATION: [menu],
        ADMINISTRATION: [desks],
        LOG_WORDS: [ACTIONS],
        LOG_OBJECTS: [OBJECTS],
        STEP_HERE_PANELS: [step_panel, step_examples],
        STEP_PANELS: [public_step_panel],
        NEIGHBOURHOOD_PANELS: [neighbourhood_panel],
        OPEN_WORK: [open_work],
        AGENDA_PANELS: [agenda_panel],
        AGENDA_PROPOSALS: [bundle_proposals],
        RETENTION: KEPT,
        ROLE_TAKING: [settle_roles],
    },
    listens={
        adviser_changed: [on_adviser_changed],
        team_left: [on_team_left],
        account_changes: [on_account_changes],
    },
    commands=[advice_group],
    jobs=[*FOLLOW_UPS, *HANDING],
)
