"""Find Chromium for the browser tests, or install it with the system's package manager."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HOW = "The browser tests need Chromium. Install it with your system's package manager, such as: apt install chromium"


def main() -> int:
    """Exit 0 when a browser is there, also when it had to be installed."""
    if found():
        return 0
    install("chromium")
    if found():
        return 0
    print(HOW)
    return 1


def install(*packages: str) -> None:
    """Install packages where the system has apt; elsewhere, or without the right to, nothing happens."""
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([*prefix, "apt-get", *words], env=environment, stdout=subprocess.DEVNULL, check=False)


def found() -> str | None:
    """Return the path of a Chromium, or nothing."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main())
