"""What people do with their account, and administrators with people."""
