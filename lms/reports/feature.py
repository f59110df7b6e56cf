"""What the reports feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="reports")
