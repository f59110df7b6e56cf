"""What the organisations feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="organisations")
