"""What the programme feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="programme")
