"""What is measured of neighbourhoods, the action card and the programme."""

from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.forms import form_to
from benchmarks.product import signed_in
from lms.kernel.chance import new_uid

PLACE = "/wijken/oosterveld"
STARTS = {
    "startpagina, wijkregisseur": "wijkregisseur",
    "startpagina, sleutelpersoon": "sleutelpersoon",
    "startpagina, adviseur": "adviseur",
    "startpagina, coördinator": "coordinator",
}
DIRECTOR = {
    "wijken": "/wijken",
    "wijk": PLACE,
    "stappen": f"{PLACE}/stappen",
    "stap van de wijk": f"{PLACE}/stappen/wijk",
    "momenten": f"{PLACE}/momenten",
    "team": f"{PLACE}/team",
    "besluiten": f"{PLACE}/besluiten",
}
PUBLIC = {"actiekaart": "/actiekaart", "stap": "/actiekaart/bedenken", "hulp in de buurt": f"{PLACE}/hulp"}


def starts(app: Flask) -> Iterator[tuple[str, FlaskClient]]:
    """Return the client of each start page by its name."""
    for name, who in STARTS.items():
        yield name, signed_in(app, who)


def step_moves(client: FlaskClient) -> Iterator[tuple[FlaskClient, str, dict[str, str]]]:
    """Return, one after the other, taps that really change where a neighbourhood stands."""
    states = ("in_progress", "done_for_now")
    number = 0
    while True:
        _action, fields = form_to(client.get(f"{PLACE}/stappen/proberen").text, "/stappen/proberen")
        tap = {"csrf_token": fields["csrf_token"], "reason": "Er kwam iemand bij.", "status": states[number % 2]}
        yield client, f"{PLACE}/stappen/proberen", tap
        number += 1


def moment(client: FlaskClient) -> tuple[FlaskClient, str, dict[str, str]]:
    """Return the form of one moment in two sentences."""
    action, fields = form_to(client.get(f"{PLACE}/momenten/nieuw").text, "/momenten/nieuw")
    return client, action, {**fields, "form_key": new_uid(24), "text": "We dronken koffie. Er kwam iemand bij."}


def helped(client: FlaskClient) -> tuple[FlaskClient, str, dict[str, str]]:
    """Return the tap that adds one to this month."""
    action, fields = form_to(client.get("/").text, "/geholpen")
    return client, action, {**fields, "key": new_uid(24)}
