"""Organisations and their contacts."""
