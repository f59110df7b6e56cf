"""What the home feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="home")
