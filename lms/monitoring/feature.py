"""What the monitoring feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="monitoring")
