"""What the training feature adds to the application."""

from lms.accounts.slots import PERSONAL_DATA
from lms.content.slots import KINDS
from lms.kernel.feature import Feature
from lms.programme.slots import STEP_PANELS
from lms.training.panels import PERSONAL, menu, step_panel
from lms.training.sync import MODULES
from lms.training.views import media, modules, parts, quizzes
from lms.training.views.blueprint import bp
from lms.ui.slots import NAVIGATION

VIEWS = (modules, parts, quizzes, media)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="training",
    blueprints=[bp],
    fills={KINDS: [MODULES], PERSONAL_DATA: [PERSONAL], NAVIGATION: [menu], STEP_PANELS: [step_panel]},
)
