"""Tables of people, what they may, and how they are signed in."""

from lms.accounts.models.people import Actor, Anonymous, Grant, Person, PlatformRole
from lms.accounts.models.sessions import SignInSession

__all__ = ["Actor", "Anonymous", "Grant", "Person", "PlatformRole", "SignInSession"]
