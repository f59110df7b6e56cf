"""Choosing a language leads back to where somebody was, and nowhere else."""

import pytest


@pytest.mark.parametrize("path", ["/\t/evil.example", "/help\\..\\evil", "/\n/evil.example"])
def test_what_a_browser_would_read_as_another_site_leads_to_the_start(browser, path):
    assert browser.submit("/taal", language="nl", next=path).headers["Location"] == "/"
