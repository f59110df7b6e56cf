"""The gallery and the error pages render, and keep the promises of every page."""

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.ui.gallery import gallery_blueprint
from lms.ui.shell import Shell
from tests.browser import keep_page_promises
from tests.ui.conftest import TEMPLATES

ERRORS = ("400", "403", "404", "413", "422", "429", "500", "503")


def test_the_gallery_keeps_the_promises_of_every_page(small_site):
    response = small_site.test_client().get("/beheer/onderdelen")

    assert response.status_code == 200
    keep_page_promises("/beheer/onderdelen", response.text)


def test_the_gallery_can_be_guarded():
    seen = []

    gallery_blueprint(guard=lambda view: seen.append(view.__name__) or view)

    assert seen == ["show"]


@pytest.mark.parametrize("code", ERRORS)
def test_error_pages_are_whole_pages_with_a_way_on(small_site, code):
    page = small_site.test_client().get(f"/pagina/errors/{code}")
    text = page.text

    keep_page_promises(code, text)
    assert 'href="/' in text.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize("code", ["500", "503"])
def test_the_worst_errors_need_no_shell_no_words_and_no_request(code):
    bare = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    bare.globals["asset"] = lambda name: f"/static/{name}"

    assert "Naar de startpagina" in bare.get_template(f"errors/{code}.html").render()


@pytest.mark.parametrize("name", ["lesson", "sign_in", "errors/404"])
def test_every_frame_leads_to_help_contact_and_remarks(small_site, name):
    text = small_site.test_client().get(f"/pagina/{name}").text

    for address in ("/help", "/contact", f"/dit-kan-beter?pagina=/pagina/{name}", "/toegankelijkheid", "/privacy"):
        assert f'href="{address}"' in text
    assert '<form class="kw-language" method="post" action="/taal">' in text


def test_a_way_back_to_the_page_survives_any_address(small_site):
    with small_site.test_request_context("/zoeken?q=a&b=c"):
        text = small_site.jinja_env.get_template("sign_in.html").render(shell=Shell(path="/zoeken?q=a&b=c", csrf=str))

    assert 'href="/dit-kan-beter?pagina=/zoeken%3Fq%3Da%26b%3Dc"' in text
