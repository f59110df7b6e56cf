"""The files of a package, front matter and manifest, as the readers of :mod:`lms.content.read` want them."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from lms.content.fences import Line
from lms.content.problems import Origin
from lms.content.read.desk import Desk
from lms.content.read.front_matter import read_front_matter

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""}


def split_file(source: str, known: Iterable[str]) -> tuple[dict[str, str], str]:
    """Return the front matter of a file by key, and the text below it without empty lines around it."""
    lines = [Line(text, Origin("", number)) for number, text in enumerate(source.split("\n"), start=1)]
    keys, rest = read_front_matter(lines, "", Desk(), must=tuple(known))
    return {key: line.text for key, line in keys.items()}, "\n".join(line.text for line in rest).strip("\n")


def front_file(keys: Mapping[str, str], text: str) -> str:
    """Return a file with front matter; a value stays on its line."""
    head = [f"{key}: {' '.join(value.split())}" for key, value in keys.items()]
    return "\n".join(["---", *head, "---", "", text.strip("\n"), ""])


def manifest_file(values: Mapping[str, Any], lessons: Iterable[Mapping[str, str]]) -> str:
    """Return ``module.toml``; a value that is nothing is left out."""
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value is not None]
    for lesson in lessons:
        lines += ["", "[[lessons]]", *(f"{key} = {_value(value)}" for key, value in lesson.items())]
    return "\n".join(lines) + "\n"


def manifest_values(source: str) -> dict[str, Any]:
    """Return what a stored manifest says; nothing when it is no manifest."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return {}


def _value(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(sign, sign) for sign in value if sign >= " " or sign in ESCAPES) + '"'
    return "[" + ", ".join(map(_value, value)) + "]"
