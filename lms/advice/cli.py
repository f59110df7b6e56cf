"""``lms advice mail-in``: one mail on standard input, from a mail server. Exit statuses are those of sysexits.h."""

import logging
import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from lms.advice.commands.mail_in import take_in
from lms.kernel.files import CHUNK
from lms.kernel.incoming_mail import MOST_BYTES, Unreadable

NO_MAIL, OUR_MISTAKE, LATER, NOT_SET = 65, 70, 75, 78
log = logging.getLogger(__name__)
advice_group = click.Group("advice", help="Take in answers to advice that came by mail.")


@advice_group.command("mail-in")
@with_appcontext
def mail_in_command() -> None:
    """Keep one mail from standard input as a message with advice, refuse it by mail, or drop it."""
    if not current_app.config["SETTINGS"].reply_domain:
        click.echo("LMS_REPLY_DOMAIN is not set: no mail is taken in.", err=True)
        sys.exit(NOT_SET)
    try:
        raw, whole = _read()
        outcome = take_in(raw, whole=whole)
    except Unreadable as problem:
        click.echo(f"This is no mail: {problem}", err=True)
        sys.exit(NO_MAIL)
    except (SQLAlchemyError, OSError) as problem:
        log.error("mail-in: %s", type(problem).__name__)
        sys.exit(LATER)
    except Exception as problem:  # the mail server must hear of it, and nothing of the mail may stand in our log
        log.error("mail-in: %s", type(problem).__name__)
        sys.exit(OUR_MISTAKE)
    log.info("mail-in", extra={"event": outcome.value})


def _read() -> tuple[bytes, bool]:
    """Return a mail, or the beginning of one that is too large; the rest is read too, for who hands it over."""
    stream = sys.stdin.buffer
    raw = stream.read(MOST_BYTES + 1)
    while len(raw) > MOST_BYTES and stream.read(CHUNK):
        pass
    return raw[:MOST_BYTES], len(raw) <= MOST_BYTES
