"""What the toolkit feature adds to the application."""

from lms.content.slots import KINDS
from lms.kernel.feature import Feature
from lms.toolkit import models
from lms.toolkit.sync import TOOLKIT
from lms.toolkit.views.blueprint import bp

VIEWS: tuple[object, ...] = ()  # modules whose routes stand on the one blueprint
MODELS = models  # its tables belong to the application from the start
FEATURE = Feature(name="toolkit", blueprints=[bp], fills={KINDS: [TOOLKIT]})
