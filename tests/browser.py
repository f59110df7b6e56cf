"""A visitor without a screen, who checks every page for the promises all pages make."""

import re
from html import unescape
from html.parser import HTMLParser

from flask import g, has_app_context
from flask.testing import FlaskClient

from lms.accounts.commands.sessions import begin_session
from lms.accounts.queries.people import person_by_uid
from lms.accounts.views.visitor import COOKIE_KEY
from lms.kernel.clock import now
from lms.kernel.db import db


class Client(FlaskClient):
    """A client whose requests know nothing of each other."""

    def open(self, *args, **kwargs):
        forget_last_request()
        return super().open(*args, **kwargs)


class Browser:
    def __init__(self, app):
        self.client = Client(app, app.response_class)

    def open(self, path, expect=200):
        response = self.client.get(path)
        assert response.status_code == expect, f"{path}: {response.status_code}"
        if response.mimetype == "text/html" and expect != 304:
            keep_page_promises(path, response.text)
        return response.text

    def submit(self, path, expect=303, **data):
        response = self.client.post(path, data=data)
        assert response.status_code == expect, f"{path}: {response.status_code}\n{response.text[:2000]}"
        if response.mimetype == "text/html" and expect in (200, 422):
            keep_page_promises(path, response.text)
        return response

    def sign_in(self, person):
        """Sign in without the slow hash: a real session row, and its token in the cookie."""
        token = begin_session(person_by_uid(person.uid), second_factor_at=now())
        db.session.commit()
        with self.client.session_transaction() as cookie:
            cookie[COOKIE_KEY] = token
        return self

    def follow(self, response):
        return self.open(response.headers["Location"])


def forget_last_request():
    """Empty what belongs to one request: a test holds one application context over all of its requests."""
    for name in list(g) if has_app_context() else ():
        g.pop(name)


class Page(HTMLParser):
    """What the promises are about, read from the page."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.labels, self.fields, self.described, self.images, self.posts = [], set(), [], [], [], []
        self.headings, self.title, self.lang, self._inside = [], "", "", None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.described += (given.get("aria-describedby") or "").split()
        getattr(self, f"see_{tag}", lambda _given: None)(given)

    def see_html(self, given):
        self.lang = given.get("lang", "")

    def see_title(self, _given):
        self._inside = "title"

    def see_h1(self, _given):
        self._inside = "h1"
        self.headings.append("")

    def see_label(self, given):
        self.labels.add(given.get("for"))

    def see_input(self, given):
        if given.get("type") not in ("hidden", "submit", "button"):
            self.fields.append(given)

    see_select = see_textarea = see_input

    def see_img(self, given):
        self.images += [] if "alt" in given else [given.get("src")]

    def see_form(self, given):
        self.posts += [given.get("action")] if given.get("method", "").lower() == "post" else []

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data):
        if self._inside == "h1":
            self.headings[-1] += data
        if self._inside == "title":
            self.title += data


def keep_page_promises(path, html):
    page = Page(html)
    assert len(page.headings) == 1, f"{path}: {len(page.headings)} h1"
    heading = words(page.headings[0])
    assert words(page.title).startswith(heading), f"{path}: title {page.title!r} does not start with {heading!r}"
    assert page.lang in ("nl", "en"), f"{path}: no language"
    twice = {each for each in page.ids if page.ids.count(each) > 1}
    assert not twice, f"{path}: ids used twice: {twice}"
    for field in page.fields:
        named = field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in page.labels
        assert named, f"{path}: field without label: {field}"
    assert set(page.described) <= set(page.ids), f"{path}: describes nothing: {set(page.described) - set(page.ids)}"
    assert not page.images, f"{path}: pictures without alt: {page.images}"
    assert all(page.posts), f"{path}: a form without an action"
    assert "Traceback" not in html


def words(text):
    return re.sub(r"\s+", " ", text).strip()


def fields_of(page):
    """Return what a browser would send of the first large form of a page."""
    form = re.search(r'<form class="kw-stack kw-stack--5".*?</form>', page, re.DOTALL)[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = given.get("type", "text"), given.get("name")
        if kind == "file" or not name or (kind in ("radio", "checkbox") and " checked" not in tag):
            continue
        value = unescape(given.get("value", ""))
        found.setdefault(name, []).append(value)
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = [unescape(text)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options) or re.search(r'value="([^"]*)"', options)
        found[name] = [unescape(chosen[1])]
    return found
