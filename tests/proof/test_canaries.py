"""What people of one neighbourhood write reaches nobody else: no page, list, search, export, feed, mail or error text.

Every text of Havenbuurt holds a canary that says what kind of text it is. Each persona opens every page there is and
every page that those lead to, looks for the canaries in every list, takes the own data along, posts forms with ids of
Havenbuurt from another neighbourhood, and gets the notices and mails of every job. Whoever may see a kind of text is
written out here by hand, from domain.md 7.3, 7.5 and 7.6.
"""

import re
from collections import defaultdict
from html import unescape

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from lms.accounts.commands.notice_mail import send_digests
from lms.accounts.models import Notice, Person
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.queue import jobs
from lms.kernel.work import unit_of_work
from tests.conftest import one_connection
from tests.journeys.gatherings import GUEST
from tests.journeys.neighbour import CANARY, DEPUTY, KEY_PERSON, MANAGER, PHONE, PRINTED, ROOT, WORKER
from tests.journeys.scenery import CLOSED, DEMO, HALFWAY, HAVEN, OWNER, PEER
from tests.journeys.visits import VISITS
from tests.proof.asking import ask

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("canaries")]

PERSONAS = ("", HALFWAY, CLOSED, OWNER, PEER, *DEMO, *HAVEN)
DIRECTOR, ADVISER, COORDINATOR, RESEARCHER = "wijkregisseur2", "adviseur2", "coordinator", "onderzoeker"
EDITOR, ADMINISTRATOR = "redacteur", "beheerder"
LEADERS = {DIRECTOR, DEPUTY}
PROFESSIONALS = LEADERS | {WORKER}
WORKING = PROFESSIONALS | {ADVISER, COORDINATOR}
ALL_OF_IT = WORKING | {KEY_PERSON, MANAGER}
AGREEING = LEADERS | {ADVISER, COORDINATOR, MANAGER}
STEERING = {COORDINATOR, RESEARCHER, "adviseur", ADVISER}
NAMES = WORKING | {ADMINISTRATOR}
FACILITATOR, NEIGHBOUR = "begeleider", "wijkregisseur"
#: Who speaks in the learning circle of Havenbuurt; who looks on or plans knows its programme alone (L-4).
SPEAKING = {FACILITATOR, DIRECTOR, WORKER}
CIRCLE = SPEAKING | {MANAGER, RESEARCHER, ADVISER, COORDINATOR}
#: Who plans meetings in Havenbuurt, and who is expected there besides.
PLANNING = LEADERS | {ADVISER}
EXPECTED = PLANNING | {WORKER, KEY_PERSON}
#: Addresses that are their own right: who has the link is asked by it, and so is nobody else.
LINKS = {"advice.reply_page", "circles.expert", "meetings.show_own_dates", "meetings.coming_in"}
MAY_IN_MEETINGS = {
    "overleg": EXPECTED,
    "tekst": EXPECTED,
    "nu": EXPECTED,
    "toen": EXPECTED,
    "afgelast": EXPECTED,
    "afgezegd": EXPECTED,
    "klad": PLANNING,
    "beeld": EXPECTED,  # it is going on
    "inbelbeeld": EXPECTED,
    "later": PLANNING,  # not before an hour ahead, but for who wrote it down
    "inbellater": PLANNING,
    "open": PLANNING,
    "inbelopen": PLANNING,
    "vervanger": PLANNING | {WORKER},
    "binnengelopen": PLANNING,
    "verbeterd": PLANNING | {WORKER},  # of whom it was mended
    "prikker": PLANNING | {WORKER, ""},
    "prikgast": PLANNING | {WORKER},
}
MAY_IN_CIRCLES = {
    "huisregel": CIRCLE - {ADVISER},  # knows of the circle, and is not in it
    "programma": CIRCLE | {ADMINISTRATOR},  # the list of mails has their subjects
    "besloten": {DIRECTOR, FACILITATOR},
    "kladkring": {FACILITATOR, COORDINATOR},
    "voorstelkring": SPEAKING | {COORDINATOR},
    "casus": SPEAKING | {COORDINATOR},  # what is proposed for the agenda
    "geheim": {WORKER, FACILITATOR},
    "doel": {DIRECTOR, FACILITATOR},
    "aanbod": SPEAKING,
    "inzicht": SPEAKING,
    "aangepast": SPEAKING,
    "kringafspraak": SPEAKING,
    "kringbesluit": SPEAKING,
    "kringnotitie": SPEAKING,
    "aanvulling": SPEAKING,
    "leervraag": SPEAKING,
    "opdracht": SPEAKING,
    "ingebracht": {WORKER, FACILITATOR},
    "voorbereid": {WORKER, FACILITATOR},
    "kringfoto": {WORKER, FACILITATOR},
    "deskundige": {FACILITATOR, ""},
    "zesweken": WORKING,  # it became a moment
    "programmales": CIRCLE | WORKING | {EDITOR, "adviseur", "sociaalwerker", NEIGHBOUR, "ggdmanager"},
    "belvraag": {WORKER, NEIGHBOUR},
    "belnummer": {WORKER, NEIGHBOUR},
}
#: Who reads advice for Havenbuurt: professionals of the team and the adviser; who was asked to help reads one piece.
READING = PROFESSIONALS | {ADVISER}
HELPING = "adviseur"
MAY_IN_ADVICE = {
    "advies": READING,
    "adviesbestand": READING,
    "bericht": READING,
    "helder": READING,
    "raad": READING,
    "doen": READING | {HELPING},  # the draft they read along with ends in it
    "wijkreactie": READING,
    "vertrouwd": {DIRECTOR, ADVISER},
    "geleend": READING | {HELPING},
    "verzoek": {HELPING},
    "adviesklad": {ADVISER, HELPING},
    "adviesnotitie": {ADVISER},
    "tip": {ADVISER},
}
#: Who may be shown a kind of text; a canary that is not here may be shown to nobody.
MAY: dict[str, set[str]] = {
    **MAY_IN_MEETINGS,
    **MAY_IN_CIRCLES,
    **MAY_IN_ADVICE,
    "havenbuurt": WORKING,  # a moment of the demo programme
    "moment": WORKING,
    "foto": WORKING,
    "eigen": WORKING | {KEY_PERSON},
    "gekozen": WORKING | {MANAGER},  # a moment that the director put on the page for the alderman
    "droom": ALL_OF_IT,
    "vraag": ALL_OF_IT,
    "besluit": ALL_OF_IT,
    "waarom": ALL_OF_IT,
    "reden": ALL_OF_IT,
    "anders": ALL_OF_IT,
    "bewijs": WORKING,
    "bestand": WORKING,
    "plan": WORKING | {MANAGER},
    "oud": WORKING | {MANAGER},
    "blad": AGREEING,
    "afspraak": AGREEING,
    "mening": {WORKER, ADVISER, COORDINATOR, EDITOR},
    "plek": NAMES,
    "gevraagd": {DIRECTOR, DEPUTY, COORDINATOR, PEER},  # who leads asked; who was asked takes it along
    "team": NAMES
    | CIRCLE
    | {
        EDITOR,
        "sociaalwerker",
        NEIGHBOUR,
        "adviseur",
    },  # signed: a question to editors, a word on a path, an offer to call
    "sleutel": NAMES | {KEY_PERSON},
    "kaart": NAMES,
    "contact": {COORDINATOR},
    "verandering": {COORDINATOR, "wijkregisseur", DIRECTOR, "adviseur", ADVISER},
    "verschuiving": STEERING | {MANAGER, "ggdmanager"},
    "mijlpaal": STEERING | {MANAGER, "ggdmanager"},
    "maatregel": STEERING,
    "risico": STEERING,
    "ervaring": WORKING | {EDITOR},
    "nakijken": WORKING | {EDITOR},
    "nietgedeeld": WORKING | {EDITOR},
    "uitleg": {DIRECTOR, EDITOR, COORDINATOR},
    "voorstel": {DIRECTOR, EDITOR, COORDINATOR},
    "antwoord": {DIRECTOR, EDITOR, COORDINATOR},
    "concept": {EDITOR, COORDINATOR},
    "terug": {EDITOR, COORDINATOR},
    "notitie": {WORKER},
    "zin": {WORKER},
    "verteld": {KEY_PERSON},
    "gedeeld": {WORKER, DIRECTOR},
    "reactie": {WORKER, *LEADERS},
    "wens": {WORKER, EDITOR, COORDINATOR},
    "gesprek": {WORKER, "sociaalwerker", EDITOR, COORDINATOR},  # they walk one path; it was reported
    "vrijstelling": {WORKER, COORDINATOR},
    "module": {EDITOR, COORDINATOR},
    PHONE: PROFESSIONALS | {ADVISER},
    "06 00000002": PROFESSIONALS | {ADVISER, KEY_PERSON},  # the director's
}
#: The demo programme holds no canaries: these words of a moment stand for one.
KINDS = re.compile(rf"{CANARY}-([a-z]+)|(de bakker wil meedenken)", re.I)
NUMBERS = (PHONE, "06 00000002")
LINK = re.compile(r'href="(/[^"#]*)')
#: What only a letter tells: who was asked for a date as a guest is greeted in it by the own name.
GREETED = {("", "prikgast")}
LISTS = ("/beheer/mensen", "/beheer/logboek", "/wijken", "/beheer/wijken", "/beheer/organisaties", "/beheer/toegang")
#: How many addresses of one route somebody follows links to.
MOST = 2


def kinds_in(text):
    found = {one or "havenbuurt" for one, _two in KINDS.findall(text)}
    return found | {number for number in NUMBERS if number in text or number.replace(" ", "") in text}


@pytest.fixture(scope="module")
def shown(town):
    """Where each persona was shown each kind of text: ``{(kind, persona): [address]}``, and how much was asked."""
    found, asked = defaultdict(list), 0
    for persona in PERSONAS:
        for what, answer in everything(town, persona):
            asked += 1
            for kind in kinds_in(unescape(answer.text)):
                found[kind, persona].append(what)
    return found, asked


def everything(town, persona):
    """Open all there is as somebody."""
    yield from crawled(town, persona)
    for path in LISTS:
        for word in (CANARY, "haven"):
            yield f"{path}?q={word}", ask(town, persona, "GET", path, query_string={"q": word, "wie": word})
    yield "own data", ask(town, persona, "POST", "/account/gegevens")
    for path, data in foreign(town):
        yield f"POST {path}", ask(town, persona, "POST", path, data=data)


def crawled(town, persona):
    waiting = ["/", *dict.fromkeys(visit.path.format(**town.values) for visit in VISITS if allowed(visit, persona))]
    waiting += [path.format(**town.values) for path in PRINTED]
    seen, often = set(waiting), defaultdict(int)
    while waiting:
        path = waiting.pop(0)
        answer = ask(town, persona, "GET", path)
        yield path, answer
        if answer.status != 200:
            continue
        for link in map(unescape, LINK.findall(answer.body)):
            name = endpoint(town, link)
            if link not in seen and often[name] < MOST:
                often[name] += 1
                seen.add(link)
                waiting.append(link)


def allowed(visit, persona):
    """Say whether somebody has an address: a link of one's own is for who got it."""
    return visit.endpoint not in LINKS or visit.persona == persona


def endpoint(town, link):
    try:
        return town.app.url_map.bind("localhost").match(link.partition("?")[0])[0]
    except HTTPException:
        return ""


def foreign(town):
    """Forms of another neighbourhood with ids of Havenbuurt in them, and forms of Havenbuurt with nothing in them."""
    value, other = town.values, "/wijken/oosterveld"
    yield f"{other}/wethouder", {"title": "A4", "moments": value["chosen"], "decisions": value["decision"]}
    yield f"{other}/overdracht", {"person": value["worker"], "before": "leaves"}
    yield f"{other}/momenten/nieuw", {"chips": f"stap:{CANARY}", "text": ""}
    yield f"{other}/team/uitnodigen", {"name": "Wie", "email": f"{WORKER}@example.org", "role": "social_worker"}
    yield f"{other}/team/lijst", {"text": f"Wie;{WORKER}@example.org;sociaal werker"}
    yield "/account/afwezig", {"stand_in": value["worker"], "starts_on": str(today()), "ends_on": str(today())}
    yield f"/modules/{value['module']}/samen/wdr-1-1?wijk={value['neighbourhood']}", {"people": value["sharer"]}
    yield f"/samen/{value['together_now']}/wie", {"people": value["sharer"]}
    yield f"/mijn-leren/delen/{value['work']}", {"readers": value["sharer"]}
    yield f"/beheer/leerpaden/{value['path']}/vrijstellingen", {"address": f"{WORKER}@example.org", "reason": "Zo."}
    for path in ("wethouder", "plan", "besluiten/nieuw", "droom", "overdracht", "team/uitnodigen", "momenten/nieuw"):
        yield f"{ROOT}/{path}", {}


def test_nobody_is_shown_what_is_not_theirs(shown, record_property):
    found, asked = shown
    leaks = {key: where[:3] for key, where in found.items() if key[1] not in MAY.get(key[0], ())}

    record_property("requests for canaries", asked)
    assert asked >= 3000
    assert "\n".join(f"{kind} to {who or 'a visitor'}: {where}" for (kind, who), where in sorted(leaks.items())) == ""


def test_everybody_is_shown_what_is_theirs(shown):
    """Otherwise the test above would be about nothing: each canary is somewhere, for everybody who may see it."""
    found, _asked = shown
    missing = sorted(
        (kind, persona) for kind, people in MAY.items() for persona in people if (kind, persona) not in found
    )

    assert missing == []


def test_no_notice_and_no_mail_tells_it_to_others(town, record_property):
    with town.app.app_context(), one_connection(town.app):
        for job in jobs():
            if job.every:
                with unit_of_work():
                    job.run()
        with unit_of_work():
            send_digests(today(), 0)
        address = {email: who(email) for email in db.session.scalars(select(Person.email)) if email}
        address[GUEST.address] = ""  # was asked for a date, and has no account
        told = [
            (address[email], notice.text)
            for notice, email in db.session.execute(select(Notice, Person.email).join(Person)).all()
            if email
        ]
        mails = db.session.scalars(select(Mail)).all()
        told += [(address.get(mail.address, mail.address), f"{mail.subject} {mail.text}") for mail in mails]
        db.session.remove()
    seen = {(to, kind) for to, text in told for kind in kinds_in(text)}
    leaks = {(to, kind) for to, kind in seen - GREETED if to not in MAY.get(kind, ())}

    record_property("notices and mails read", len(told))
    assert len(told) >= 20
    assert seen >= GREETED
    assert leaks == set()


def who(email):
    return email.partition("@")[0]
