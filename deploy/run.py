"""`make run`: write the settings once, bring database, content and demo up to date, then serve with the worker."""

import argparse
import os
import secrets
import sys
from pathlib import Path

import click
from flask.cli import ScriptInfo

from lms.app import command_line, create_app

SETTINGS = """\
# Written by `make run`; every lms command reads it where the environment is silent.
LMS_SECRET_KEY={secret}
LMS_DEMO=1
LMS_DATA_DIR={folder}
"""


def main() -> int:
    """Start, and keep what people did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    folder = Path(os.environ.get("LMS_DATA_DIR") or "var").absolute()
    write_settings(folder)
    os.environ.setdefault("LMS_BASE_URL", f"http://127.0.0.1:{port}")
    application = ScriptInfo(create_app=create_app)
    steps = (["db", "upgrade"], ["content", "sync"], ["demo"], ["serve", "--port", str(port), "--with-worker"])
    for step in steps:
        status = run(step, application)
        if status and step[0] != "content":  # a conflict is printed and stops nothing
            return status
    return 0


def run(words: list[str], application: ScriptInfo) -> int:
    """Run one lms command in this process and return its status."""
    try:
        status = command_line().main(words, obj=application, prog_name="lms", standalone_mode=False)
    except SystemExit as end:
        status = end.code
    except click.Abort:  # Ctrl-C before it serves
        status = 130
    return status if isinstance(status, int) else 0


def write_settings(folder: Path) -> None:
    """Write ``lms.env`` for this user's eyes only, the first time."""
    path = folder / "lms.env"
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(SETTINGS.format(secret=secrets.token_urlsafe(48), folder=folder))


if __name__ == "__main__":
    sys.exit(main())
