"""Structured logs, one JSON object a line, without names, addresses or anything a person typed."""

import json
import logging
import sys
import time
from typing import Any

from flask import Flask, Response, g, request

from lms.kernel.chance import new_uid

FIELDS = ("request", "method", "route", "status", "ms", "job", "event", "count")
log = logging.getLogger("lms.web")


class JsonLines(logging.Formatter):
    """Writes level, logger, message and the known fields; an exception as its type and place, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["at"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Log every request by its route, never by its address."""
    if not app.testing:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
        for noisy in ("huey", "fontTools", "alembic"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
    app.log_exception = _unhandled  # type: ignore[method-assign]  # Flask's own tells the address
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.request_started = time.perf_counter()
    g.request_uid = new_uid(12)


def _unhandled(exc_info: Any) -> None:
    """Log what nobody caught by its route: an address may hold the token of a link."""
    more = {"request": g.get("request_uid", "-"), "method": request.method, "route": _route()}
    log.error("unhandled", exc_info=exc_info, extra=more)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "(none)"


def _finish(response: Response) -> Response:
    spent = time.perf_counter() - g.get("request_started", time.perf_counter())
    response.headers["X-Request-Id"] = g.get("request_uid", "-")
    log.info(
        "request",
        extra={
            "request": g.get("request_uid", "-"),
            "method": request.method,
            "route": _route(),
            "status": response.status_code,
            "ms": round(spent * 1000, 1),
        },
    )
    return response


def _places(trace: Any) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 3)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]
