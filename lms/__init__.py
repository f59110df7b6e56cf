"""Kringwijs: learning circles and training. Start reading at :mod:`lms.app`."""
