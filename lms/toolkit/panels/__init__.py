"""What the toolkit adds to the pages and duties of lower floors, by subject."""
