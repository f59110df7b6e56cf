"""What a first visit costs on the wire, counted by a real browser."""

import threading

from flask import Flask
from playwright.sync_api import Page, Request, sync_playwright
from werkzeug.serving import make_server

from benchmarks.product import MODULE
from deploy.browser import found

MOST_BYTES, MOST_REQUESTS = 60_000, 6
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAGES = {"voorpagina": "/", "modules": "/modules", "module": MODULE, "inloggen": "/inloggen"}


def first_visits(app: Flask) -> list[dict[str, object]]:
    """Return bytes (headers included, one font apart), requests and requests elsewhere, for each public page."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_port}"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found(), args=FLAGS)
            return [_visit(browser.new_context().new_page(), address, name, path) for name, path in PAGES.items()]
    finally:
        server.shutdown()


def _visit(page: Page, address: str, name: str, path: str) -> dict[str, object]:
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(address + path, wait_until="networkidle")
    paid = [request for request in asked if request.resource_type not in ("font", "image")]
    counted = [request for request in asked if request.resource_type != "image"]
    sizes = [request.sizes() for request in paid]
    size = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    foreign = sum(not request.url.startswith((address, "data:")) for request in asked)
    within = size <= MOST_BYTES and len(counted) <= MOST_REQUESTS and not foreign
    return {"name": name, "bytes": size, "requests": len(counted), "foreign": foreign, "within": within}
