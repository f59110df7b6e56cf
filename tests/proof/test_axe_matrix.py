"""Every page as every role, empty, full, refused and with long texts, on three widths, light and dark."""

import re
from hashlib import sha256

import pytest

from lms.accounts.commands.sessions import begin_session
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_email
from lms.home.cli.demo import add_person
from tests.journeys.conftest import PHONE
from tests.journeys.looks import AXE, RULES, STICKING_OUT, WIDTHS, watched
from tests.journeys.scenery import DEMO, MODULE, OWNER, PEER, Scenery
from tests.journeys.site import address_of, served
from tests.journeys.visits import VISITOR, VISITS

pytestmark = pytest.mark.proof

NEW = {
    "werker": Role.SOCIAL_WORKER,
    "sleutel": Role.KEY_PERSON,
    "redacteur": Role.EDITOR,
    "coordinator": Role.COORDINATOR,
    "beheerder": Role.ADMINISTRATOR,
}
#: Pages that were looked at, and how wide.
SEEN: set[tuple[str, int]] = set()
SCHEMES = ("light", "dark")
OPEN_FOLDS = "document.querySelectorAll('details:not(.kw-menu)').forEach(each => { each.open = true })"
#: What decides about accessibility, without the words: pages that differ in words only are looked at once.
BONES = """() => [...document.querySelectorAll('*')].map(each => each.tagName + '.' + each.className + '[' +
  [...each.attributes].filter(one => /^(role|type|aria-|hidden|open|disabled|tabindex)/.test(one.name))
    .map(one => one.name).join() + ']').join(' ')"""
#: Forms that the page or a device fills in before they are sent, or that end the session.
AT_ONCE = re.compile(r"/(taal|uitloggen|app|inloggen/passkey|passkeys/nieuw)$")
#: Where forms go in which something can be filled in, so that they can be refused.
FORMS = """all => all.filter(one => one.method === 'post' &&
    [...one.elements].some(field => !/^(hidden|submit|button|fieldset)$/.test(field.type)))
  .map(one => one.getAttribute('action'))"""
EMPTIED = """action => {
  const form = [...document.forms].find(one => one.getAttribute('action') === action);
  for (const field of form.elements) {
    if (/^(radio|checkbox)$/.test(field.type)) field.checked = false;
    else if (!/^(hidden|submit|button)$/.test(field.type) && field.tagName !== 'FIELDSET') field.value = '';
  }
  form.requestSubmit(form.querySelector('button[value=next], button:not([name]):not([type=button])'));
}"""
LONG = "Hottentottententoonstellingsvoorbereidingscommissievergadering" * 2
MUCH = "Een lange gedachte, met veel woorden en ook een heel lang woord: " + LONG * 3 + "\n\n" + "Nog een regel. " * 150


@pytest.fixture
def looks(chromium, site, scenery, axe):
    """Open pages as somebody and look at them; at the end of the test, tell all that was found."""
    found = []

    def look(page, widths=WIDTHS, again=False):
        page.evaluate(OPEN_FOLDS)
        bones = sha256(page.evaluate(BONES).encode()).hexdigest()
        new = [width for width in widths if again or (bones, width) not in SEEN]
        if not new:
            return
        SEEN.update((bones, width) for width in new)
        page.evaluate(axe)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in new:
                page.set_viewport_size({"width": width, "height": 900})
                problems = [*page.evaluate(AXE, RULES), *page.evaluate(STICKING_OUT)]
                found.extend(f"{page.url} {width} {scheme}: {problem}" for problem in problems)

    yield look
    assert "\n".join(found) == ""


@pytest.fixture
def page_of(chromium, site, scenery):
    """Give a window in which a persona is signed in."""
    open_windows = []

    def opened(persona, at=site, of=scenery):
        window = watched(chromium, at, viewport=PHONE, has_touch=True, is_mobile=True)
        page = window.__enter__()
        open_windows.append(window)
        if persona:
            name = at.app.config["SESSION_COOKIE_NAME"]
            page.context.add_cookies([{"name": name, "value": of.cookie(persona), "url": at.address}])
        return page

    yield opened
    for window in open_windows:
        window.__exit__(None, None, None)


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_full_pages(visit, page_of, looks, scenery):
    page = page_of(visit.persona)
    page.goto(visit.path.format(**scenery.values))
    looks(page)


@pytest.mark.parametrize("persona", [VISITOR, OWNER, PEER, *DEMO])
def test_every_role_sees_every_page_it_may_see(persona, page_of, looks, scenery):
    page, looked = page_of(persona), 0
    for path in dict.fromkeys(visit.path for visit in VISITS):
        if page.goto(path.format(**scenery.values)).status == 200:
            looks(page, widths=(390,))
            looked += 1

    assert looked >= 20


@pytest.mark.parametrize("visit", [visit for visit in VISITS if visit.status == 200], ids=str)
def test_refused_forms(visit, page_of, looks, scenery):
    page, address = page_of(visit.persona), visit.path.format(**scenery.values)
    page.goto(address)
    for action in page.locator("form").evaluate_all(FORMS):
        if not AT_ONCE.search(action.partition("?")[0]):
            page.goto(address)
            if action not in page.locator("form").evaluate_all(FORMS):
                continue  # a form before it was kept, and took this one away
            with page.expect_navigation() as answer:
                page.evaluate(EMPTIED, action)
            if answer.value.status == 422:
                looks(page)
                assert page.evaluate("document.activeElement.matches('[data-focus]')"), f"{action}: where is the focus?"
    page.context.clear_cookies()


@pytest.mark.parametrize("persona", NEW)
def test_empty_pages(persona, page_of, looks, bare):
    page = page_of(persona, *bare)
    looked = 0
    for path in dict.fromkeys(visit.path for visit in VISITS if "{" not in visit.path):
        if page.goto(path).status == 200:
            looks(page)
            looked += 1

    assert looked >= 15


def test_long_texts(page_of, looks, site, scenery):
    with site.behind():
        person = person_by_email(address_of("wijkregisseur"))
        person.name = f"{LONG[:100]} van Dam"
    page = page_of("wijkregisseur")
    page.goto(f"{MODULE}/delen/wdr-1-1")
    page.get_by_label("Je gedachte").fill(MUCH)
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar je gedachte").tap()
    looks(page, again=True)
    page.goto("/dit-kan-beter")
    page.get_by_label("Ik heb een wens of een idee").check()
    page.get_by_label("Je bericht").fill(MUCH[:1900])
    page.get_by_role("button", name="Verstuur je bericht").tap()
    page.wait_for_url("**/dit-kan-beter/*")
    looks(page, again=True)
    for path in ("/", "/account", "/account/berichten"):
        page.goto(path)
        looks(page, again=True)
    editor = page_of("redacteur")
    editor.goto("/beheer/verbeteringen")
    looks(editor, again=True)
    administrator = page_of("beheerder")
    for path in ("/beheer/mensen", "/beheer/logboek", "/beheer/uitgaande-mail"):
        administrator.goto(path)
        looks(administrator, again=True)


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """A site where nobody did anything yet: people, and nothing else."""
    with served(tmp_path_factory.mktemp("bare"), loaded=False) as site:
        scenery = Scenery(site.app)
        with site.behind():
            for name, role in NEW.items():
                add_person(name, f"{name.capitalize()} Smit", role, everywhere=True)
                scenery.tokens[name] = begin_session(person_by_email(address_of(name)))
        yield site, scenery
