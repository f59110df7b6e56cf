"""What people see of the toolkit, by subject."""
