"""What people do with their account, and administrators with people."""

from lms.accounts.commands.notices import notify, notify_all, write_to
from lms.accounts.commands.preferences import choose_language

__all__ = ["choose_language", "notify", "notify_all", "write_to"]
