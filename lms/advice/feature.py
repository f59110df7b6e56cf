"""What the advice feature adds to the application."""

from lms.accounts.slots import NOTICE_KINDS, PERSONAL_DATA
from lms.advice.panels import KINDS, PERSONAL, menu
from lms.advice.receivers import on_adviser_changed
from lms.advice.views import acts, answering, asking, giving, replies, thread
from lms.advice.views.blueprint import bp
from lms.kernel.feature import Feature
from lms.programme.signals import adviser_changed
from lms.ui.slots import NAVIGATION

VIEWS = (asking, giving, thread, replies, acts, answering)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="advice",
    blueprints=[bp],
    fills={PERSONAL_DATA: [PERSONAL], NOTICE_KINDS: KINDS, NAVIGATION: [menu]},
    listens={adviser_changed: [on_adviser_changed]},
)
