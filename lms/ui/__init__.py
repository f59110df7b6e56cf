"""Layouts, components, static files, form widgets and formats."""
