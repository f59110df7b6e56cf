"""The forms of the toolkit, by subject."""
