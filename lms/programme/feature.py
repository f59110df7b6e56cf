"""What the programme feature adds to the application."""

from lms.accounts.slots import PERSONAL_DATA
from lms.kernel.feature import Feature
from lms.programme.panels import PERSONAL
from lms.programme.views.blueprint import bp

VIEWS = ()  # their routes stand on the one blueprint
FEATURE = Feature(
    name="programme",
    blueprints=[bp],
    fills={PERSONAL_DATA: [PERSONAL]},
)
