"""What the network feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="network")
