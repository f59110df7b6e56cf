"""What the advice feature adds to the application."""

from lms.accounts.slots import NOTICE_KINDS, PERSONAL_DATA
from lms.advice.panels import KINDS, PERSONAL
from lms.kernel.feature import Feature

FEATURE = Feature(name="advice", fills={PERSONAL_DATA: [PERSONAL], NOTICE_KINDS: KINDS})
