"""Reading the pictures of a package, and its recordings. What could do anything but be seen or heard is a problem."""

import re
import xml.etree.ElementTree as ET  # noqa: S405  # see svg_problem
from hashlib import sha256
from pathlib import Path, PurePosixPath

from flask_babel import gettext as _

from lms.content.packages import Media
from lms.content.problems import Origin
from lms.content.read.desk import Desk
from lms.kernel.recordings import KINDS, MOST_BYTES, kind_of

FOLDER = "media"
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
LARGEST = {".svg": 20 * 1024}
LARGEST_PHOTO = 200 * 1024
VOICES = {kind.suffix: kind.content_type for kind in KINDS}
NAMESPACE = "{http://www.w3.org/2000/svg}"
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,119}\.[a-z0-9]+")
ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "text", "tspan"),
        *("path", "circle", "ellipse", "rect", "line", "polyline", "polygon"),
        *("clipPath", "mask", "linearGradient", "radialGradient", "stop"),
    }
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
DECLARATION = re.compile(r"\A\s*<\?xml\s[^<>]*\?>")
INSIDE = re.compile(r"#[\w-]+")
NUMBER = r"(?:[0-9]{1,6}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})"
VIEW_BOX = re.compile(rf"\s*-?{NUMBER}[\s,]+-?{NUMBER}[\s,]+({NUMBER})[\s,]+({NUMBER})\s*")
OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|(?:https?|data|javascript|file):|//", re.IGNORECASE)


def read_media(folder: Path, package: str, name: str, desk: Desk, *, voices: bool = False) -> tuple[Media, ...]:
    """Return every file under ``media/`` of a package, sorted by name; recordings only where ``voices`` may be."""
    paths = sorted(path for path in (folder / FOLDER).glob("*") if not path.name.startswith("."))
    return tuple(_read(path, package, f"{name}/{FOLDER}/{path.name}", desk, voices) for path in paths)


def picture_problem(name: str, content: bytes) -> tuple[str, str] | None:
    """Return what makes a file unfit to be a picture of a package, as (code, sentence), or None."""
    suffix = PurePosixPath(name).suffix
    if suffix not in TYPES or not FILE_NAME.fullmatch(name):
        return "media-name", _(
            "Geef dit plaatje een naam als 'ron-en-de-koffie.svg'. Het mag ook .png, .jpg of .webp zijn."
        )
    limit = LARGEST.get(suffix, LARGEST_PHOTO)
    if len(content) > limit:
        return "media-size", _("Dit plaatje is groter dan %(size)s kB. Maak het kleiner.", size=limit // 1024)
    problem = svg_problem(content) if suffix == ".svg" else None
    return ("svg", problem) if problem else None


def voice_problem(name: str, content: bytes) -> tuple[str, str] | None:
    """Return what makes a file unfit to be a recording of a package, as (code, sentence), or None."""
    if not FILE_NAME.fullmatch(name):
        return "media-name", _("Geef deze opname een naam met kleine letters, cijfers en streepjes.")
    if len(content) > MOST_BYTES:
        return "media-size", _("Deze opname is groter dan %(size)s kB. Maak hem kleiner.", size=MOST_BYTES // 1000)
    kind = kind_of(content)
    if kind is None or kind.suffix != PurePosixPath(name).suffix:
        return "voice", _("Dit is geen opname die we kunnen afspelen. Gebruik .webm, .ogg of .m4a, met alleen geluid.")
    return None


def svg_problem(content: bytes) -> str | None:
    """Return what makes an SVG unfit to show, or None."""
    text = content.decode("utf-8", "replace")
    if "<!" in COMMENT.sub("", text) or "<?" in DECLARATION.sub("", text):
        return _("Deze SVG heeft een DOCTYPE of een instructie. Haal die weg.")
    try:
        root = ET.fromstring(text)  # noqa: S314  # no DOCTYPE, so no entities, and never more than 20 kB
    except ET.ParseError:
        return _("Deze SVG is niet te lezen. Bewaar hem opnieuw.")
    if not VIEW_BOX.fullmatch(root.get("viewBox", "0 0 1 1")):
        return _("In deze SVG klopt de maat niet. Schrijf vier getallen, bijvoorbeeld: viewBox='0 0 640 400'.")
    for element in root.iter():
        if problem := _element_problem(element):
            return problem
    return None


def svg_size(content: bytes) -> tuple[int, int] | tuple[None, None]:
    """Return the width and height an SVG asks for, when it says so."""
    said = re.search(rb"""<svg[^>]*?\sviewBox=["']([^"']*)["']""", content[:2000])
    found = VIEW_BOX.fullmatch(said[1].decode("utf-8", "replace")) if said else None
    return (round(float(found[1])), round(float(found[2]))) if found else (None, None)


def _read(path: Path, package: str, name: str, desk: Desk, voices: bool) -> Media:
    content = path.read_bytes() if path.is_file() else b""
    origin = Origin(name)
    heard = voices and path.suffix in VOICES
    if problem := (voice_problem if heard else picture_problem)(path.name, content):
        desk.problem(origin, *problem)
    width, height = svg_size(content) if path.suffix == ".svg" else (None, None)
    file = f"{FOLDER}/{path.name}"
    return Media(
        uid=f"{package}/{file}",
        package=package,
        file=file,
        content_type=(VOICES if heard else TYPES).get(path.suffix, "application/octet-stream"),
        sha256=sha256(content).hexdigest(),
        width=width,
        height=height,
        content=content,
        origin=origin,
    )


def _element_problem(element: ET.Element) -> str | None:
    name = str(element.tag).removeprefix(NAMESPACE)
    if name not in ELEMENTS:
        return _("In deze SVG staat <%(name)s>. Gebruik alleen vormen, verlopen en tekst.", name=name)
    for key, value in element.attrib.items():
        bare = key.rpartition("}")[2]
        if bare == "style" or bare.startswith("on"):
            return _("In deze SVG staat '%(name)s'. Zet kleuren in fill en stroke, en haal '%(name)s' weg.", name=bare)
        if OUTSIDE.search(value) or (bare == "href" and not INSIDE.fullmatch(value)):
            return _("Deze SVG verwijst naar iets buiten zichzelf. Haal '%(name)s' weg.", name=bare)
    return None
