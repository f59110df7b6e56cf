"""What the organisations feature adds to the application."""

from lms.accounts.slots import PERSONAL_DATA
from lms.kernel.feature import Feature
from lms.organisations.panels import PERSONAL

FEATURE = Feature(name="organisations", fills={PERSONAL_DATA: [PERSONAL]})
