"""What the toolkit feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="toolkit")
