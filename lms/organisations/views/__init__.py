"""Pages where coordinators keep the list of organisations."""
