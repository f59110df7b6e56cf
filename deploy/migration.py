"""`make migration m="what changes"`: write the next numbered migration from the models, and name it in HEAD."""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command

from lms.app import create_app
from lms.config import Settings
from lms.kernel.migrations import FOLDER, config, upgrade


def main() -> int:
    """Compare the models with a fresh database at the newest migration."""
    what = re.sub(r"[^a-z0-9]+", "_", sys.argv[1].lower()).strip("_") if len(sys.argv) > 1 else ""
    if not what:
        print('Say what changes: make migration m="circle gets a place"')
        return 2
    number = 1 + max(int(path.name[:4]) for path in (FOLDER / "versions").glob("[0-9]*.py"))
    revision = f"{number:04d}_{what}"
    with tempfile.TemporaryDirectory() as folder, create_app(throw_away(Path(folder))).app_context():
        upgrade()
        command.revision(config(), what, autogenerate=True, rev_id=revision)
    written = next((FOLDER / "versions").glob(f"{revision}_*.py"))
    written.rename(FOLDER / "versions" / f"{revision}.py")
    (FOLDER / "HEAD").write_text(f"{revision}\n")
    print(f"migrations/versions/{revision}.py: read it, and write one sentence that says why")
    return 0


def throw_away(folder: Path) -> Settings:
    """Return settings for a database that is gone afterwards."""
    return Settings(
        secret_key="only-to-compare-" * 3,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'compare.sqlite'}",
        base_url="http://localhost",
        mail_url="",
        mail_from="Kringwijs <kringwijs@example.org>",
        files_url=str(folder),
        queue_url="",
        testing=True,
    )


if __name__ == "__main__":
    sys.exit(main())
