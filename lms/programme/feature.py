"""What the programme feature adds to the application."""

from lms.accounts.slots import NOTICE_KINDS, PERSONAL_DATA
from lms.content.slots import KINDS as CONTENT_KINDS
from lms.kernel.feature import Feature
from lms.programme.jobs.risks import JOBS as RISKS
from lms.programme.jobs.uploads import JOBS as UPLOADS
from lms.programme.panels import CHIPS, KINDS, PERSONAL
from lms.programme.slots import MOMENT_CHIPS
from lms.programme.sync import PROGRAMMES
from lms.programme.views import dashboard, ggd, milestones, moment_files, moments, risks
from lms.programme.views.blueprint import bp

VIEWS = (moments, moment_files, dashboard, milestones, risks, ggd)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="programme",
    blueprints=[bp],
    fills={CONTENT_KINDS: [PROGRAMMES], PERSONAL_DATA: [PERSONAL], MOMENT_CHIPS: CHIPS, NOTICE_KINDS: KINDS},
    jobs=[*UPLOADS, *RISKS],
)
