"""Changing the programme: one function for each thing people do."""
