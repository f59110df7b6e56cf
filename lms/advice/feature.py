"""What the advice feature adds to the application."""

from lms.accounts.slots import NOTICE_KINDS, PERSONAL_DATA
from lms.advice.panels import KINDS, PERSONAL, menu
from lms.advice.views import acts, answering, asking, replies, thread
from lms.advice.views.blueprint import bp
from lms.kernel.feature import Feature
from lms.ui.slots import NAVIGATION

VIEWS = (asking, thread, replies, acts, answering)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="advice",
    blueprints=[bp],
    fills={PERSONAL_DATA: [PERSONAL], NOTICE_KINDS: KINDS, NAVIGATION: [menu]},
)
