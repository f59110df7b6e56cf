"""What the accounts feature adds to the application, and how it knows who is asking."""

import hashlib
import hmac

from flask import Flask
from flask_security import Security

from lms.accounts.cli import person_group
from lms.accounts.commands.code_app import CodeApps
from lms.accounts.commands.datastore import Datastore
from lms.accounts.commands.entry import answer_link_request
from lms.accounts.commands.passwords import ARGON2
from lms.accounts.commands.personal_data import after_restore
from lms.accounts.jobs import JOBS, KEPT
from lms.accounts.models import Anonymous
from lms.accounts.panels import ACCESS_ASKED, ACCOUNT_ENDS, CARD_STOPPED, desks, menu, reachable, unread_notices
from lms.accounts.policy import OWN
from lms.accounts.queries.personal_data import tombstones
from lms.accounts.slots import ACCOUNT_PANELS, ADMINISTRATION, LOG_WORDS, NOTICE_KINDS
from lms.accounts.views import (
    access,
    account,
    address,
    administration,
    confirming,
    consents,
    factors,
    invitations,
    log,
    notices,
    outbox,
    own_data,
    passkeys,
    passwords,
    people,
    second_step,
    sign_in,
    sign_in_cards,
)
from lms.accounts.views.log_words import ACTIONS
from lms.accounts.views.visitor import ask_to_sign_in, person_behind
from lms.kernel.feature import Feature
from lms.kernel.queue import Job
from lms.kernel.slots import CARRIED, RETENTION, Carried
from lms.ui.slots import NAVIGATION, NOTICE_COUNT

FEATURE = Feature(
    name="accounts",
    blueprints=(
        sign_in.bp,
        sign_in_cards.bp,
        second_step.bp,
        confirming.bp,
        passwords.bp,
        address.bp,
        factors.bp,
        passkeys.bp,
        invitations.bp,
        people.bp,
        access.bp,
        account.bp,
        consents.bp,
        own_data.bp,
        notices.bp,
        administration.bp,
        outbox.bp,
        log.bp,
    ),
    fills={
        CARRIED: [Carried(take=tombstones, give=after_restore)],
        RETENTION: KEPT,
        NAVIGATION: [menu],
        NOTICE_COUNT: [unread_notices],
        ADMINISTRATION: [desks],
        NOTICE_KINDS: [ACCESS_ASKED, CARD_STOPPED, ACCOUNT_ENDS],
        LOG_WORDS: [ACTIONS],
        ACCOUNT_PANELS: [reachable],
    },
    commands=(person_group,),
    jobs=(
        Job("accounts.answer_link_request", answer_link_request),
        *JOBS,
    ),
)


def init_app(app: Flask) -> None:
    """Load people from session rows; Flask-Security lends its hashing and factors, not its pages or its session."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=OWN.absolute,
        SESSION_REFRESH_EACH_REQUEST=False,
        SESSION_PROTECTION=None,  # the session row protects; Flask-Login's check would rewrite cookies
        WTF_CSRF_ENABLED=not app.testing,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: people think, and lessons take time
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 -- the name of a method
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=ARGON2,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,  # which makes it open the factory of codes
        SECURITY_TOTP_SECRETS={"1": _key_for_codes(app)},
        SECURITY_TOTP_ISSUER="Kringwijs",
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    security = Security(app, Datastore(), register_blueprint=False, totp_cls=CodeApps)
    security.principal.identity_loaders.clear()  # our rights are grants, and a second look at the person costs time
    login = security.login_manager
    login.anonymous_user = Anonymous
    login.user_loader(person_behind)
    login.request_loader(None)  # no tokens in headers or addresses
    login.unauthorized_handler(ask_to_sign_in)


def _key_for_codes(app: Flask) -> str:
    """Return the key that encrypts the secrets of code apps: from the site's secret, and for nothing else."""
    return hmac.new(str(app.secret_key).encode(), b"codes", hashlib.sha256).hexdigest()
