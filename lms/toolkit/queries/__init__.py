"""What is asked of the toolkit, by subject."""
