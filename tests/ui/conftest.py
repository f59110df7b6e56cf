"""A small site that shows components without a database, and a browser to try the script in."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, redirect, render_template, request, send_from_directory
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect, generate_csrf
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from playwright.sync_api import Page
from werkzeug.serving import make_server

from lms.kernel.headers import HEADERS
from lms.ui import formats, kept
from lms.ui.assets_manifest import STATIC, asset
from lms.ui.gallery import SampleForm, gallery_blueprint
from lms.ui.shell import NavItem, Shell

REFUSED = "the server responded with a status of 422"
TEMPLATES = Path(__file__).parents[2] / "lms" / "ui" / "templates"
PAGES = {
    "lesson.html": """
      {% extends "layouts/lesson.html" %}
      {% from "ui/lesson_bar.html" import lesson_bar %}
      {% block title %}Roken heeft twee kanten{% endblock %}
      {% block bar %}{{ lesson_bar(stop="/", n=6, finished=[1, 2], now=3) }}{% endblock %}
      {% block content %}<p>Ron drinkt koffie.</p>{% endblock %}
    """,
    "story.html": """
      {% extends "layouts/page.html" %}
      {% from "ui/button.html" import submit_button %}
      {% from "ui/field.html" import field %}
      {% from "ui/form.html" import form as form_around %}
      {% block title %}Vertel{% endblock %}
      {% block content %}
        {% call form_around(form=form, action="/vertel", keep="vertel") %}
          {{ field(input=form.story) }}{{ field(input=form.password) }}
          {{ field(input=form.coming) }}{{ field(input=form.agree) }}
          {{ submit_button(label="Bewaar") }}
        {% endcall %}
      {% endblock %}
    """,
    "thanks.html": """
      {% extends "layouts/page.html" %}
      {% block title %}Dank je wel{% endblock %}
    """,
    "sign_in.html": """
      {% extends "layouts/plain.html" %}
      {% block title %}Inloggen{% endblock %}
      {% block content %}<p>Log weer in.</p>{% endblock %}
    """,
}


@pytest.fixture(scope="session")
def small_site() -> Flask:
    """Components, layouts and error pages with nothing behind them."""
    app = Flask("small", static_folder=None)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader(PAGES)])
    app.jinja_env.undefined = StrictUndefined
    app.config.update(SECRET_KEY="only-for-tests", TESTING=True)
    Babel(app, locale_selector=lambda: request.args.get("taal", "nl"))
    CSRFProtect(app)
    formats.register(app)
    app.jinja_env.globals["asset"] = asset
    app.context_processor(lambda: {"shell": shell()})
    app.after_request(guarded)
    kept.init_app(app)
    app.register_blueprint(gallery_blueprint())
    app.add_url_rule("/static/<path:name>", "static", view_func=lambda name: send_from_directory(STATIC, name))
    app.add_url_rule("/pagina/<path:name>", "page", view_func=lambda name: render_template(f"{name}.html"))
    app.add_url_rule("/inloggen", "door", view_func=lambda: render_template("sign_in.html"))
    app.add_url_rule("/healthz", "health", view_func=lambda: {"status": "ok"})
    app.add_url_rule("/leeg", "empty", view_func=lambda: ("", 204))
    app.add_url_rule("/vertel", view_func=story, methods=["GET", "POST"])
    return app


def shell() -> Shell:
    return Shell(
        path=request.path,
        csrf=generate_csrf,
        navigation=[NavItem("Start", "/", "start"), NavItem("Leren", "/modules", "training")],
        here="training",
        person=SimpleNamespace(uid="a2b3c4d5e6f7g8h9", name="Samira", initials="SB", tint="sky"),
        notices=3,
        demo=True,
    )


def story():
    """A form that is taken, unless the story says otherwise; "antwoord weg" is taken, but no page follows."""
    form = SampleForm()
    if request.method == "GET":
        return render_template("story.html", form=form)
    if form.story.data == "te kort":
        return render_template("story.html", form=form), 422
    after = {"eerst inloggen": "/inloggen", "antwoord weg": "/leeg"}
    return redirect(after.get(form.story.data, "/pagina/thanks"), 303)


def guarded(response):
    response.headers.extend(HEADERS)
    return response


@pytest.fixture
def render(small_site):
    """Render a piece of template inside a request."""

    def rendered(source: str, language: str = "nl", **context) -> str:
        with small_site.test_request_context(f"/?taal={language}"):
            return small_site.jinja_env.from_string(source).render(**context)

    return rendered


@pytest.fixture(scope="session")
def address(small_site) -> Iterator[str]:
    """Where the small site answers."""
    server = make_server("127.0.0.1", 0, small_site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)


@pytest.fixture
def screen(chromium, address) -> Iterator[Page]:
    """A page of 1280 px on the small site; what the browser complains of fails the test."""
    context = chromium.new_context(base_url=address, locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems: list[str] = []
    page.on(
        "console",
        lambda said: problems.append(said.text) if said.type == "error" and REFUSED not in said.text else None,
    )
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    page.unroute_all(behavior="ignoreErrors")  # an answer that is still under way would fail on the closed window
    context.close()
    assert problems == []
