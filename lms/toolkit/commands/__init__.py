"""What people do with the toolkit, by subject."""
