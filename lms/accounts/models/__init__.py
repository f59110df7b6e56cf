"""Tables of people, what they may, and how they are signed in."""

from lms.accounts.models.access import AccessRequest
from lms.accounts.models.consents import Consent
from lms.accounts.models.factors import CodeApp, Passkey, RecoveryCode
from lms.accounts.models.limits import FailedTries
from lms.accounts.models.links import MailLink
from lms.accounts.models.notices import Erasure, Notice, NoticePreference
from lms.accounts.models.people import LONGEST_ADDRESS, Actor, Anonymous, Grant, Person, PlatformRole
from lms.accounts.models.sessions import SignInSession
from lms.accounts.models.sign_in_cards import SignInCard

__all__ = [
    "LONGEST_ADDRESS",
    "AccessRequest",
    "Actor",
    "Anonymous",
    "CodeApp",
    "Consent",
    "Erasure",
    "FailedTries",
    "Grant",
    "MailLink",
    "Notice",
    "NoticePreference",
    "Passkey",
    "Person",
    "PlatformRole",
    "RecoveryCode",
    "SignInCard",
    "SignInSession",
]
