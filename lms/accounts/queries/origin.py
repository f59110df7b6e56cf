"""Where a request comes from, in as few words as we need: never the address itself."""

import ipaddress

from flask import request

from lms.accounts.queries.digests import keyed_hash

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def network() -> str:
    """Return the visitor's network: the whole address, or the first half of an IPv6 address, which is one household."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def origin() -> str:
    """Return a code for the visitor's network: the same network has the same code, and it cannot be turned back."""
    return keyed_hash("origin", network())[:16]


def device() -> str:
    """Return browser and system in two words, so that people recognise their own sessions."""
    agent = request.user_agent.string
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(word for word in (browser, system) if word)
