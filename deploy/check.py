"""`make check`: everything a machine sees without running the product; each check says how it went."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CODE = ["lms", "tests", "migrations", "deploy", "benchmarks", "docs"]
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", *CODE],
    "lint": ["ruff", "check", "--quiet", *CODE],
    "contracts": ["lint-imports"],
    "types": ["mypy"],
    "templates": ["djlint", "--lint", "--quiet", "lms"],
    "translations": ["python", "deploy/messages.py", "--check"],
    "content": ["lms", "content", "check"],
    "migrations": ["sh", "-c", f"{BIN}/lms db upgrade && {BIN}/lms db check"],
}


def main() -> int:
    """Run all checks, also after one failed, and exit 1 when any did."""
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    print(f"check: {len(CHECKS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check on an empty installation and show what it said when it failed."""
    program = str(BIN / command[0]) if (BIN / command[0]).exists() else command[0]
    with tempfile.TemporaryDirectory() as folder:
        own = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
        environment = {**own, "LMS_DATA_DIR": folder, "LMS_DEMO": "1", "LMS_SECRET_KEY": "only-for-checks-" * 3}
        done = subprocess.run(
            [program, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    print(f"{name:14}{'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-3000:])
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
