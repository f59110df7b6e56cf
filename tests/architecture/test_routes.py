"""Every route says who may use it, and the public ones are exactly a list."""

from pathlib import Path

from lms.kernel.permit import is_public

LISTS = Path(__file__).parent


def listed(name):
    lines = (LISTS / name).read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def ours(app):
    return {rule.endpoint for rule in app.url_map.iter_rules()} - listed("library_routes.txt")


def test_every_route_has_a_rule(app):
    unguarded = {endpoint for endpoint in ours(app) if not hasattr(app.view_functions[endpoint], "access_rule")}

    assert unguarded == set()


def test_the_public_routes_are_exactly_these(app):
    public = {endpoint for endpoint in ours(app) if is_public(app.view_functions[endpoint].access_rule)}

    assert public == listed("public_routes.txt")


def test_no_address_has_gone_without_a_redirect(app):
    """A line leaves this list only when a redirect takes its place; a new route adds its line."""
    rules = {rule.rule for rule in app.url_map.iter_rules()}

    assert rules == listed("addresses.txt")
