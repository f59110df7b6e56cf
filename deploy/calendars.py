"""Find the calendar programs of Debian that read our appointments in `make proof`, or install them."""

import shutil
import sys

from deploy.browser import install

#: khal is a calendar; vdirsyncer is how it subscribes to an address.
PROGRAMS = ("khal", "vdirsyncer")
HOW = f"The proof of calendars needs {' and '.join(PROGRAMS)}. Install them with your system's package manager."


def main() -> int:
    """Exit 0 when the programs are there, also when they had to be installed."""
    if missing():
        install(*missing())
    if missing():
        print(HOW)
        return 1
    return 0


def missing() -> list[str]:
    """Return the programs that are not there."""
    return [name for name in PROGRAMS if not shutil.which(name)]


if __name__ == "__main__":
    sys.exit(main())
