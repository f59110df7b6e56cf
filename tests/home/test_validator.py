"""A visitor who has a public page gets it again only when it changed."""

import pytest

from lms.accounts.enums import Role
from tests.factories.people import a_person

PAGES = ["/", "/modules"]


def validator_of(browser, path):
    return browser.client.get(path).headers["ETag"]


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_is_not_sent_again(browser, path):
    answer = browser.client.get(path, headers={"If-None-Match": validator_of(browser, path)})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", PAGES)
def test_another_language_is_another_page(browser, path):
    known = validator_of(browser, path)
    browser.submit("/taal", language="en", next=path)

    assert browser.client.get(path, headers={"If-None-Match": known}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_who_signed_in_never_gets_a_page_kept_for_visitors(browser, path):
    known = validator_of(browser, path)
    browser.sign_in(a_person(Role.SOCIAL_WORKER))

    answer = browser.client.get(path, headers={"If-None-Match": known})

    assert (answer.status_code, answer.headers["Cache-Control"], answer.headers.get("ETag")) == (200, "no-store", None)
