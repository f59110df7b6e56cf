"""What the training feature adds to the application."""

from lms.content.slots import KINDS
from lms.kernel.feature import Feature
from lms.training.sync import MODULES
from lms.training.views import modules
from lms.training.views.blueprint import bp

VIEWS = (modules,)
FEATURE = Feature(name="training", blueprints=[bp], fills={KINDS: [MODULES]})
