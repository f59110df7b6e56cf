"""What the meetings feature adds to the application."""

from lms.kernel.feature import Feature
from lms.meetings import models  # noqa: F401

FEATURE = Feature(name="meetings")
