"""What the accounts feature adds to the application."""

from lms.kernel.feature import Feature

FEATURE = Feature(name="accounts")
