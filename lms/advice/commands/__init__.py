"""What people do with advice."""
