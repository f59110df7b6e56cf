"""What the circles feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="circles")
