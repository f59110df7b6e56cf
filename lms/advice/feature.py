"""What the advice feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="advice")
