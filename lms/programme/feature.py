"""What the programme feature adds to the application."""

from lms.accounts.signals import account_changes
from lms.accounts.slots import (
    ACCOUNT_PANELS,
    ADMINISTRATION,
    CLOSING,
    INVITATION_PANELS,
    LOG_OBJECTS,
    LOG_WORDS,
    NOTICE_KINDS,
    PERSONAL_DATA,
    PLACE_GIVERS,
    PLACE_WORDS,
    ROLE_TAKING,
)
from lms.content.slots import KINDS as CONTENT_KINDS
from lms.content.slots import STEPS as CONTENT_STEPS
from lms.kernel.feature import Feature
from lms.kernel.slots import RETENTION
from lms.organisations.slots import ORGANISATION_PANELS, TIES
from lms.programme.commands.advisers import settle_role
from lms.programme.jobs.agreements import JOBS as AGREEMENTS
from lms.programme.jobs.asked import JOBS as ASKED
from lms.programme.jobs.frames import JOBS as FRAMES
from lms.programme.jobs.prompts import JOBS as PROMPTS
from lms.programme.jobs.retention import JOBS as LONG_AWAY
from lms.programme.jobs.retention import KEPT
from lms.programme.jobs.risks import JOBS as RISKS
from lms.programme.jobs.uploads import JOBS as UPLOADS
from lms.programme.panels import (
    CHIPS,
    KINDS,
    PERSONAL,
    asked_panel,
    away_panel,
    desks,
    help_work,
    joining_panel,
    menu,
    neighbourhoods_panel,
    tie,
)
from lms.programme.queries.closing import hangs_on, place_words
from lms.programme.queries.teams import gives_in_team
from lms.programme.receivers import on_account_changes, on_account_opens
from lms.programme.slots import MOMENT_CHIPS, OPEN_WORK
from lms.programme.sync import CARD_STEPS, PROGRAMMES
from lms.programme.views import (
    absences,
    admin,
    advisers,
    agreements,
    asked,
    card_versions,
    cards,
    dashboard,
    decisions,
    evidence,
    feedback,
    frames,
    ggd,
    handover,
    help_offers,
    helped,
    invitations,
    milestones,
    moment_files,
    moments,
    neighbourhoods,
    one_page,
    plans,
    prompts,
    risks,
    shared_texts,
    sign_in_cards,
    small_steps,
    steps,
    teams,
    tranches,
)
from lms.programme.views.blueprint import bp
from lms.programme.views.log_objects import OBJECTS
from lms.programme.views.log_words import ACTIONS
from lms.ui.slots import NAVIGATION

VIEWS = (
    neighbourhoods,
    moments,
    moment_files,
    help_offers,
    helped,
    one_page,
    prompts,
    dashboard,
    milestones,
    risks,
    ggd,
    absences,
    advisers,
    handover,
    invitations,
    asked,
    sign_in_cards,
    teams,
    admin,
    agreements,
    frames,
    plans,
    tranches,
    card_versions,
    cards,
    decisions,
    evidence,
    feedback,
    shared_texts,
    small_steps,
    steps,
)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="programme",
    blueprints=[bp],
    fills={
        CONTENT_KINDS: [PROGRAMMES],
        CONTENT_STEPS: [CARD_STEPS],
        PERSONAL_DATA: [PERSONAL],
        RETENTION: KEPT,
        NAVIGATION: [menu],
        MOMENT_CHIPS: CHIPS,
        OPEN_WORK: [help_work],
        NOTICE_KINDS: KINDS,
        LOG_WORDS: [ACTIONS],
        LOG_OBJECTS: [OBJECTS],
        ACCOUNT_PANELS: [asked_panel, away_panel],
        INVITATION_PANELS: [joining_panel],
        PLACE_GIVERS: [gives_in_team],
        PLACE_WORDS: [place_words],
        CLOSING: [hangs_on],
        ROLE_TAKING: [settle_role],
        ADMINISTRATION: [desks],
        ORGANISATION_PANELS: [neighbourhoods_panel],
        TIES: [tie],
    },
    listens={account_changes: [on_account_changes, on_account_opens]},
    jobs=[*AGREEMENTS, *ASKED, *FRAMES, *UPLOADS, *PROMPTS, *RISKS, *LONG_AWAY],
)
