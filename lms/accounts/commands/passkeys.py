"""Passkeys (WebAuthn), through the webauthn library: its checks, our rows.

Flask-Security 5.9 was written for webauthn 2 and keeps its state in tokens of its own; here the challenge lives in the
signed cookie for five minutes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from lms.accounts.commands.factors import factor_added
from lms.accounts.errors import WrongCode
from lms.accounts.models import Passkey, Person
from lms.accounts.queries.factors import passkey_by_credential
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now
from lms.kernel.db import db

SITE = "Kringwijs"
MOST_TRANSPORTS = 80
#: What the library raises for answers that are wrong, and for keys that lack a part.
NONSENSE = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Relying:
    """The site as a browser sees it: its name, and its whole origin."""

    host: str
    origin: str


def options_to_make(person: Person, had: Sequence[Passkey], relying: Relying, challenge: bytes) -> str:
    """Return what the browser needs to make a passkey that knows its person and asks for finger, face or PIN."""
    options = generate_registration_options(
        rp_id=relying.host,
        rp_name=SITE,
        user_id=person.uid.encode(),
        user_name=person.email or person.name,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential_id) for each in had],
    )
    return options_to_json(options)


def options_to_show(relying: Relying, challenge: bytes) -> str:
    """Return what the browser needs to show a passkey of this site, whoever's it is."""
    options = generate_authentication_options(
        rp_id=relying.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options)


def add_passkey(
    person: Person, credential: str, *, name: str, relying: Relying, challenge: bytes, origin: str
) -> list[str]:
    """Keep a new passkey; ends all sessions and returns the recovery codes, when it is the first factor."""
    refuse_nothing(credential)
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=relying.host,
            expected_origin=relying.origin,
            require_user_verification=True,
        )
    except NONSENSE as problem:
        raise refused() from problem
    passkey = Passkey(
        person_id=person.id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=_transports(credential),
        name=name.strip(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(passkey)
    except IntegrityError:
        raise refused() from None
    return factor_added(person, "passkey", origin=origin)


def person_with_passkey(credential: str, *, relying: Relying, challenge: bytes) -> Person:
    """Return the active person whose passkey this is; the device checked finger, face or PIN."""
    passkey = passkey_by_credential(credential_id_in(credential))
    if passkey is None:
        raise refused()
    try:
        shown = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=relying.host,
            expected_origin=relying.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except NONSENSE as problem:
        raise refused() from problem
    person = person_by_id(passkey.person_id)
    if person is None or not person.active:
        raise refused()
    passkey.sign_count, passkey.last_used_at = shown.new_sign_count, now()
    db.session.flush()
    return person


def refused() -> WrongCode:
    """Return the refusal of a passkey, whatever the reason."""
    return WrongCode(_("Het lukte niet met deze passkey. Probeer het nog een keer, of log anders in."))


def refuse_nothing(credential: str) -> None:
    """Refuse a form without a passkey: so does a browser that knows none send it."""
    if not credential:
        raise WrongCode(_("Je browser gaf ons geen passkey. Gebruik een andere browser, of log anders in."))


def credential_id_in(credential: str) -> bytes:
    """Return by which name a device says that the site knows its passkey; nothing when it says nonsense."""
    try:
        return base64url_to_bytes(_parsed(credential)["rawId"])
    except NONSENSE:
        return b""


def _transports(credential: str) -> str:
    told = _parsed(credential).get("response", {}).get("transports")
    if not isinstance(told, list):
        return ""
    return ",".join(each for each in told if isinstance(each, str) and each.isprintable())[:MOST_TRANSPORTS]


def _parsed(credential: str) -> dict[str, Any]:
    found = json.loads(credential)
    if not isinstance(found, dict):
        raise ValueError("a credential is an object")
    return found
