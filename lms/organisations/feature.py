"""What the organisations feature adds to the application."""

from lms.accounts.slots import ADMINISTRATION, LOG_OBJECTS, LOG_WORDS, PERSONAL_DATA, PLACE_WORDS
from lms.kernel.feature import Feature
from lms.organisations.panels import PERSONAL, desks
from lms.organisations.queries import place_words
from lms.organisations.views import organisations, people
from lms.organisations.views.blueprint import bp
from lms.organisations.views.log_words import ACTIONS, OBJECTS

VIEWS = (organisations, people)  # their routes stand on the one blueprint
FEATURE = Feature(
    name="organisations",
    blueprints=[bp],
    fills={
        PERSONAL_DATA: [PERSONAL],
        PLACE_WORDS: [place_words],
        ADMINISTRATION: [desks],
        LOG_WORDS: [ACTIONS],
        LOG_OBJECTS: [OBJECTS],
    },
)
