"""What people send about circles."""
