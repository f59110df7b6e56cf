"""Everything that is measured: each page and action, its yardstick, its share of it, and its statements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from benchmarks import advice, circles, spine, toolkit, training
from benchmarks.forms import form_to
from benchmarks.product import MODULE, PASSWORD, address_of, signed_in

LEARNERS = ("sociaalwerker", "sleutelpersoon", "wijkregisseur2", "adviseur", "adviseur2", "onderzoeker", "ggdmanager")
PUBLIC = {
    "voorpagina": "/",
    "modules": "/modules",
    "module": MODULE,
    "inloggen": "/inloggen",
    "hulp": "/help",
    "toegang vragen": "/toegang-vragen",
    "dit kan beter": "/dit-kan-beter",
}
ADMINISTRATION = {
    "beheer": "/beheer",
    "mensen": "/beheer/mensen",
    "vragen om toegang": "/beheer/toegang",
    "uitgaande mail": "/beheer/uitgaande-mail",
    "logboek": "/beheer/logboek",
    "verbeteringen": "/beheer/verbeteringen",
}


#: A search may cost a bare page and three times its query, which for a word in all of 10,000 items is one bare page.
SEARCH = 4.0
#: The page of a session, its screen, and what changes on that screen: times the bare page, and statements.
SESSION = ((2.0, 10), (3.5, 14), (3.5, 14))


@dataclass(frozen=True)
class Row:
    """One page or action: what it is held against, how much of that it may cost, and how many statements."""

    name: str
    yardstick: str
    budget: float
    statements: int
    request: Callable[..., object]
    times: int = 60
    prepare: Callable[[], tuple] = tuple


def rows(app: Flask) -> list[Row]:
    """Return all rows, in the order of the table."""
    visitor, worker, admin = app.test_client(), signed_in(app, "sociaalwerker"), signed_in(app, "beheerder")
    return [
        *pages(
            "bezoeker", visitor, {"voorpagina": "/", "modules": "/modules", "module": MODULE, "inloggen": "/inloggen"}
        ),
        *pages(
            "bezoeker",
            visitor,
            {"hulp": "/help", "toegang vragen": "/toegang-vragen", "dit kan beter": "/dit-kan-beter"},
        ),
        unchanged(app.test_client()),
        Row("startpagina", "bare", 2.5, 12, lambda: worker.get("/")),
        Row("modules", "bare", 2.0, 10, lambda: worker.get("/modules")),
        Row("module", "bare", 2.0, 10, lambda: worker.get(MODULE)),
        *[Row(f"lesdeel {name}", "bare", 1.75, 8, page(worker, path)) for name, path in parts(worker).items()],
        Row("toets, begin", "bare", 2.0, 10, lambda: worker.get(f"{MODULE}/toets")),
        Row("account", "bare", 2.5, 12, lambda: worker.get("/account")),
        Row("hoe vaak mail", "bare", 3.0, 10, lambda: worker.get("/account/mail")),
        Row("berichten", "bare", 2.0, 10, lambda: worker.get("/account/berichten")),
        *pages("beheerder", admin, ADMINISTRATION),
        *the_spine(app, visitor),
        *actions(app, worker, admin),
        *the_circles(app),
        *the_toolkit(app, visitor),
        *the_training(app, visitor, worker),
        *the_advice(app),
    ]


def the_advice(app: Flask) -> list[Row]:
    """Return the rows of advice at its size; they come last, for they fill every neighbourhood with questions."""
    adviser, director = signed_in(app, "adviseur"), signed_in(app, "wijkregisseur")
    desk = {"prepare": lambda: advice.fill(app), "times": 30}
    many = {"prepare": lambda: (adviser, advice.question(app, "adviseur")), "times": 30}
    asker = {"prepare": lambda: (director, advice.answered(app, "wijkregisseur")), "times": 30}
    giver = {"prepare": lambda: (adviser, advice.answered(app, "adviseur")), "times": 30}
    return [
        *[Row(name, "bare", 3.0, 10, page(adviser, path), **desk) for name, path in advice.DESK.items()],
        Row("antwoord schrijven, 50.000", "bare", 3.0, 10, read, **many),
        Row("advies, wie vroeg, 50.000", "bare", 2.0, 10, read, **asker),
        Row("advies, adviseur, 50.000", "bare", 2.0, 10, read, **giver),
    ]


def the_training(app: Flask, visitor: FlaskClient, worker: FlaskClient) -> list[Row]:
    """Return the rows of training at its size; they come last, for they fill the shelf and let people learn."""
    editor = signed_in(app, "redacteur")
    shelf = {"prepare": lambda: training.fill_shelf(app), "times": 30}
    results = {"prepare": lambda: training.fill_results(app), "times": 30}
    part = parts(worker)["met vraag"]
    own = {**training.OWN, "lesdeel, 1.000 modules": part}
    return [
        *[Row(name, "bare", 2.5, 12, page(worker, path), **shelf) for name, path in training.STARTS.items()],
        Row("modules, 1.000, bezoeker", "bare", 2.0, 10, page(visitor, "/modules"), **shelf),
        *[Row(name, "bare", 2.0, 10, page(worker, path), **shelf) for name, path in own.items()],
        *[Row(name, "bare", 2.0, 10, page(visitor, path), **shelf) for name, path in training.CARD.items()],
        *[Row(name, "bare", 3.0, 12, page(editor, path), **results) for name, path in training.RESULTS.items()],
    ]


def the_toolkit(app: Flask, visitor: FlaskClient) -> list[Row]:
    """Return the rows of the toolkit; those that search come last, for they fill the shelf with ten thousand items."""
    shelf = {"prepare": lambda: toolkit.fill(app), "times": 30}
    return [
        *pages("bezoeker", visitor, toolkit.PUBLIC_PAGES),
        *[Row(name, "bare", SEARCH, 10, page(visitor, path), **shelf) for name, path in toolkit.SEARCHES.items()],
    ]


def the_spine(app: Flask, visitor: FlaskClient) -> list[Row]:
    """Return the rows of neighbourhoods, card and programme."""
    director, coordinator = signed_in(app, "wijkregisseur"), signed_in(app, "coordinator")
    moves = spine.step_moves(director)
    return [
        *[Row(name, "bare", 2.5, 12, page(client, "/")) for name, client in spine.starts(app)],
        *pages("bezoeker", visitor, spine.PUBLIC),
        *pages("wijkregisseur", director, spine.DIRECTOR),
        Row("programma, 45 wijken", "bare", 3.0, 12, page(coordinator, "/programma")),
        Row("mijlpalen", "bare", 2.0, 10, page(coordinator, "/programma/mijlpalen")),
        Row("stap zetten", "bare-post", 3.0, 14, posts, times=20, prepare=lambda: next(moves)),
        Row("moment bewaren", "bare-post", 3.5, 14, posts, times=20, prepare=lambda: spine.moment(director)),
        Row("één erbij tellen", "bare-post", 2.5, 12, posts, times=20, prepare=lambda: spine.helped(director)),
    ]


def the_circles(app: Flask) -> list[Row]:
    """Return the rows of a session that runs, and of meetings.

    200 people who ask every two seconds must fit on one core; ``benchmarks.crowds`` lets them do it.
    """
    director, program = signed_in(app, "wijkregisseur"), app.test_client()
    begun: dict[str, Any] = {"prepare": lambda: circles.running(app), "times": 30}
    asks = {"prepare": lambda: (director, circles.asks(app)), "times": 30}
    feed = circles.feed(app)
    etag = {"If-None-Match": program.get(feed).headers.get("ETag", "")}
    return [
        *[
            Row(name, "bare", *most, page(director, path), **begun)
            for (name, path), most in zip(circles.pages(app).items(), SESSION, strict=True)
        ],
        Row("sessie, iets nieuws? (204)", "bare", 1.0, 2, read, **asks),
        Row("afspraken", "bare", 2.0, 10, page(director, "/agenda")),
        Row("agenda-adres", "bare", 1.25, 3, page(program, feed)),
        Row("agenda-adres, ongewijzigd (304)", "bare", 0.75, 3, lambda: program.get(feed, headers=etag)),
    ]


def pages(who: str, client: FlaskClient, paths: dict[str, str]) -> list[Row]:
    """Return a row for each plain page."""
    return [Row(f"{name}, {who}", "bare", 2.0, 10, page(client, path)) for name, path in paths.items()]


def actions(app: Flask, worker: FlaskClient, admin: FlaskClient) -> list[Row]:
    """Return a row for each thing people do."""
    fresh = fresh_parts(app)
    return [
        Row("deel afronden", "bare-post", 2.5, 12, posts, times=30, prepare=lambda: next(fresh)),
        Row("antwoord nakijken", "bare-post", 2.5, 12, posts, prepare=lambda: checked(worker)),
        Row("toets insturen", "bare-post", 4.0, 14, posts, times=20, prepare=lambda: quiz_sheet(worker)),
        Row("bericht sturen", "bare-post", 5.0, 18, posts, times=8, prepare=lambda: remark(worker)),
        Row("naam bewaren", "bare-post", 2.5, 12, posts, prepare=lambda: named(worker)),
        Row(
            "taal kiezen",
            "bare-post",
            2.5,
            12,
            posts,
            prepare=lambda: (worker, "/taal", {"language": "nl", "next": "/"}),
        ),
        # A password is hashed on purpose: 19 MiB, some 20 to 45 ms. Held against nothing but a bound.
        Row("inloggen", "bare-post", 60.0, 20, posts, times=8, prepare=lambda: sign_in(app)),
    ]


def read(client: FlaskClient, path: str) -> object:
    """Read a page that was prepared."""
    return client.get(path)


def page(client: FlaskClient, path: str) -> Callable[[], object]:
    """Return the reading of one page."""
    return lambda: client.get(path)


def posts(client: FlaskClient, action: str, fields: dict[str, str]) -> object:
    """Send a form."""
    return client.post(action, data=fields)


def unchanged(visitor: FlaskClient) -> Row:
    """Return the row of a public page the visitor already has."""
    etag = visitor.get(MODULE).headers.get("ETag", "")
    return Row(
        "module, ongewijzigd (304)", "bare", 0.5, 10, lambda: visitor.get(MODULE, headers={"If-None-Match": etag})
    )


def links_of(client: FlaskClient) -> list[str]:
    """Return the addresses of all parts the module page links to."""
    pieces = [piece.split('"')[0] for piece in client.get(MODULE).text.split('href="')]
    return list(dict.fromkeys(each for each in pieces if each.startswith(f"{MODULE}/") and each.count("/") == 4))


def parts(client: FlaskClient) -> dict[str, str]:
    """Return a part with a question, and the part with a scenario, by what they hold."""
    found = links_of(client)
    scenario = next(path for path in found if "oma-op-het-balkon" in path)
    return {"met vraag": found[0], "met oefensituatie": scenario}


def fresh_parts(app: Flask) -> Iterator[tuple[FlaskClient, str, dict[str, str]]]:
    """Return, one after the other, parts that somebody has not done yet, with the form that completes them."""
    for name in LEARNERS:
        client = signed_in(app, name)
        for path in links_of(client):
            action, fields = form_to(client.get(path).text, "/delen/")
            chosen = {key: value for key, value in fields.items() if not key.startswith("wdr-")}
            yield client, action, {**chosen, "do": "next"}


def checked(client: FlaskClient) -> tuple[FlaskClient, str, dict[str, str]]:
    """Return the form of a part with an answer chosen, to be looked at."""
    page = client.get(parts(client)["met vraag"]).text
    action, fields = form_to(page, "/delen/")
    question = page.split('value="check:')[1].split('"')[0]
    return client, action, {**fields, "do": f"check:{question}"}


def quiz_sheet(client: FlaskClient) -> tuple[FlaskClient, str, dict[str, str]]:
    """Begin a quiz of ten questions and return its form, filled in."""
    page = client.get(f"{MODULE}/toets", follow_redirects=True).text
    begin, fields = form_to(page, "/toets")
    if begin.endswith("/toets"):
        page = client.post(begin, data=fields, follow_redirects=True).text
    action, fields = form_to(page, "/toets/")
    return client, action, {name: value or "nicotine" for name, value in fields.items()}


def remark(client: FlaskClient) -> tuple[FlaskClient, str, dict[str, str]]:
    """Return the form of Dit kan beter, filled in."""
    action, fields = form_to(client.get("/dit-kan-beter").text, "/dit-kan-beter")
    return client, action, {**fields, "kind": "wish", "text": "Mag de knop groter?"}


def named(client: FlaskClient) -> tuple[FlaskClient, str, dict[str, str]]:
    """Return the form with the name on the account page."""
    action, fields = form_to(client.get("/account").text, "/account/naam")
    return client, action, fields


def sign_in(app: Flask) -> tuple[FlaskClient, str, dict[str, str]]:
    """Return the sign-in form of somebody who comes in."""
    client = app.test_client()
    action, fields = form_to(client.get("/inloggen").text, "/inloggen")
    return client, action, {**fields, "email": address_of("coordinator"), "password": PASSWORD}
