"""What happened to accounts, told inside the same transaction."""

from blinker import signal

#: An account is about to open or to close: ``person``, ``active``. Told before the change, so that places lock first.
account_changes = signal("accounts.account_changes")
