"""What the circles feature adds to the application."""

from lms.circles import models  # noqa: F401
from lms.kernel.feature import Feature

FEATURE = Feature(name="circles")
