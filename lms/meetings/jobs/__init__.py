"""What happens to meetings by itself."""
