"""What the meetings feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="meetings")
