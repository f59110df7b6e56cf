"""What the meetings feature adds to the application."""

from lms.accounts.slots import NOTICE_KINDS
from lms.kernel.feature import Feature
from lms.meetings import models  # noqa: F401
from lms.meetings.jobs.telling import JOBS as TELLING
from lms.meetings.panels import KINDS
from lms.meetings.views.blueprint import bp

VIEWS = ()  # their routes stand on the one blueprint
FEATURE = Feature(
    name="meetings",
    blueprints=[bp],
    fills={NOTICE_KINDS: KINDS},
    jobs=[*TELLING],
)
