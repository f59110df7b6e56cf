"""The application factory: the only module that knows every feature."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from lms.accounts.feature import FEATURE as ACCOUNTS
from lms.accounts.feature import init_app as know_people
from lms.advice.feature import FEATURE as ADVICE
from lms.circles.feature import FEATURE as CIRCLES
from lms.config import Settings, SettingsProblem, checked, read_settings
from lms.content.cli import content_group
from lms.content.slots import KINDS, STEPS
from lms.home.feature import FEATURE as HOME
from lms.kernel import db, door, files, headers, health, logs, queue, row_numbers, work
from lms.kernel.backup import backup_command, restore_command
from lms.kernel.doctor import doctor_command
from lms.kernel.feature import plug_in
from lms.kernel.migrations import migrations_cli
from lms.kernel.permit import anyone, permit
from lms.kernel.serve import serve_command, worker_command
from lms.kernel.slots import RETENTION
from lms.meetings.feature import FEATURE as MEETINGS
from lms.monitoring.feature import FEATURE as MONITORING
from lms.network.feature import FEATURE as NETWORK
from lms.organisations.feature import FEATURE as ORGANISATIONS
from lms.programme.feature import FEATURE as PROGRAMME
from lms.reports.feature import FEATURE as REPORTS
from lms.toolkit.feature import FEATURE as TOOLKIT
from lms.training.feature import FEATURE as TRAINING
from lms.ui import formats, frame, kept, languages
from lms.ui.assets_manifest import manifest
from lms.ui.environment import Templates
from lms.ui.gallery import gallery_blueprint

# Lowest floor first: a slot shows what was offered in this order.
FEATURES = (
    ACCOUNTS,
    ORGANISATIONS,
    PROGRAMME,
    MEETINGS,
    TOOLKIT,
    TRAINING,
    CIRCLES,
    ADVICE,
    NETWORK,
    MONITORING,
    REPORTS,
    HOME,
)
MEGABYTE = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; refuse settings that are unfit for real people."""
    given = checked(settings or read_settings(), least_days())
    app = Flask(
        "lms",
        root_path=str(Path(__file__).parent),
        template_folder="ui/templates",
        static_folder=None,
    )
    app.config.from_mapping(_flask_settings(given))
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    door.init_app(app, given.trusted_hosts)
    app.wsgi_app = ProxyFix(app.wsgi_app, given.proxies, given.proxies, given.proxies)  # type: ignore[method-assign]
    row_numbers.init_app(app)
    headers.init_app(app, secure=given.secure)
    logs.init_app(app)
    db.init_app(app, given.database_url)
    queue.init_app(app, given.queue_url, given.data_dir)
    files.init_app(app, given.files_url)
    languages.init_app(app)
    formats.register(app)
    frame.init_app(app, demo=given.demo)
    door.refuse_nul(app)
    work.init_app(app)  # registered after those, so that it closes the unit of work before they answer
    know_people(app)
    kept.refuse_words_of_another(app)
    app.register_blueprint(health.bp)
    plug_in(app, FEATURES)
    if given.demo or given.testing:
        app.register_blueprint(gallery_blueprint(guard=permit(anyone)))
    return app


def main() -> None:
    """Run the ``lms`` command line."""
    try:
        command_line()(obj=ScriptInfo(create_app=create_app), prog_name="lms")
    except SettingsProblem as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)


def command_line() -> click.Group:
    """Return the commands of the kernel and of every feature."""
    kinds = [kind for feature in FEATURES for kind in feature.fills.get(KINDS, ())]
    steps = [told for feature in FEATURES for told in feature.fills.get(STEPS, ())]
    commands = [serve_command, worker_command, migrations_cli, content_group(kinds, steps)]
    commands += [backup_command, restore_command, doctor_command({"assets": manifest}, least_days())]
    commands += [command for feature in FEATURES for command in feature.commands]
    return click.Group("lms", commands=commands, help="Kringwijs: learning circles and training.")


def least_days() -> dict[str, int]:
    """Return what LMS_KEEP may name, and the fewest days that each must be kept."""
    kinds = (kind for feature in FEATURES for kind in feature.fills.get(RETENTION, ()))
    return {kind.key: kind.least for kind in kinds}


def _flask_settings(given: Settings) -> dict[str, object]:
    prefix = "__Host-" if given.secure else ""
    return {
        "SETTINGS": given,
        "TESTING": given.testing,
        "SECRET_KEY": given.secret_key,
        "TRUSTED_HOSTS": list(given.trusted_hosts) or None,
        "MAX_CONTENT_LENGTH": 10 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "SESSION_COOKIE_NAME": f"{prefix}kringwijs",
        "SESSION_COOKIE_SECURE": given.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session, so that a form may stay open for hours
    }
