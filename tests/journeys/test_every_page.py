"""Every page there is, in its fullest state: one heading, accessible, within its width, and nothing
wrong in the browser."""

from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import NotFound

from tests.browser import keep_page_promises
from tests.journeys.conftest import PHONE
from tests.journeys.looks import assert_accessible, assert_fits_everywhere, watched
from tests.journeys.scenery import set_up
from tests.journeys.visits import NO_PAGE, VISITS, Visit

OPEN_FOLDS = "document.querySelectorAll('details:not(.kw-menu)').forEach(each => { each.open = true })"


@pytest.fixture(scope="session")
def scenery(site):
    return set_up(site.app)


def test_every_page_is_visited(site):
    """A new route needs a line in visits.py, or a reason there why it is no page."""
    pages = {rule.endpoint for rule in site.app.url_map.iter_rules() if "GET" in rule.methods}

    assert pages == {visit.endpoint for visit in VISITS if visit.endpoint} | NO_PAGE.keys()


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_the_page_is_accessible_and_fits(visit: Visit, chromium, site, scenery, axe):
    with watched(chromium, site, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        if visit.persona:
            name = site.app.config["SESSION_COOKIE_NAME"]
            page.context.add_cookies([{"name": name, "value": scenery.cookie(visit.persona), "url": site.address}])
        answer = page.goto(visit.path.format(**scenery.values))
        assert answer.status == visit.status
        assert endpoint_at(site, page.url) == visit.endpoint
        keep_page_promises(visit.path, answer.text())
        page.evaluate(OPEN_FOLDS)
        if visit.open:
            page.locator(visit.open).tap()

        assert_accessible(page, axe)
        assert_fits_everywhere(page)


def endpoint_at(site, url):
    try:
        return site.app.url_map.bind("localhost").match(urlsplit(url).path)[0]
    except NotFound:
        return ""
