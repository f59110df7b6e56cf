"""The command line of home: a demonstration of the whole product."""

from lms.home.cli.demo import demo_command

__all__ = ["demo_command"]
