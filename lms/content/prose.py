"""Markdown of editors to safe HTML: paragraphs, lists, bold, emphasis, links with https. Nothing else gets through.

Python-Markdown needs quadratic time for towers of brackets, so those are refused before it sees them; what is
left of 20 KB costs less than a tenth of a second.
"""

import html
import re
from threading import Lock

import nh3
from flask_babel import gettext as _
from markdown import Markdown

LONGEST = 20_000
MOST_BRACKETS = 300_000  # brackets times characters, which is what they cost
MOST_MARKS = 2_000
MOST_LINES = 2_000
_MARKS = re.compile(r"[*_\\&]")
_MEANS_SOMETHING = re.compile(r"[][*_\\<>&\x00-\x1f]")
_BREAKS = re.compile(r"</p>|</li>|<br ?/?>")
_UNWANTED = {
    "blockprocessors": ("code", "hashheader", "setextheader", "hr", "quote", "reference"),
    "inline": (
        *("backtick", "reference", "image_link", "image_reference", "short_reference", "short_image_ref"),
        *("autolink", "automail", "html"),
    ),
}
_LISTS = ("indent", "olist", "ulist")
TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
INLINE_TAGS = {"strong", "em", "a"}


class HostileMarkdown(ValueError):
    """A text that would cost too much to render; the message says what to do about it."""


def render(text: str) -> str:
    """Return Markdown as HTML that may be shown as it is; raise :class:`HostileMarkdown`."""
    return _rendered(_BLOCKS, text, TAGS)


def render_inline(text: str) -> str:
    """Return one line of Markdown without a paragraph around it; raise :class:`HostileMarkdown`."""
    line = " ".join(text.split())
    return _rendered(_INLINE, line, INLINE_TAGS) if _MEANS_SOMETHING.search(line) else line


def plain(markup: str) -> str:
    """Return the words of rendered HTML, a line for each paragraph or list item."""
    without_tags = nh3.clean(_BREAKS.sub("\n", markup), tags=set())
    lines = (" ".join(line.split()) for line in html.unescape(without_tags).splitlines())
    return "\n".join(line for line in lines if line)


def refuse_hostile(text: str) -> None:
    """Raise :class:`HostileMarkdown` for a text that costs too much."""
    if len(text.encode()) > LONGEST:
        raise HostileMarkdown(_("Deze tekst is te lang. Verdeel hem over meer delen."))
    if text.count("[") * len(text) > MOST_BRACKETS:
        raise HostileMarkdown(_("Er staan te veel vierkante haken in deze tekst. Haal er een aantal weg."))
    if len(_MARKS.findall(text)) > MOST_MARKS or text.count("\n") > MOST_LINES:
        raise HostileMarkdown(_("Er staan te veel opmaaktekens of regels in deze tekst. Maak hem eenvoudiger."))


def _rendered(markdown: Markdown, text: str, tags: set[str]) -> str:
    refuse_hostile(text)
    with _ONE_AT_A_TIME:
        markup = markdown.reset().convert(text)
    return nh3.clean(
        markup,
        tags=tags,
        attributes={"a": {"href"}},
        attribute_filter=_https_only,
        link_rel="noopener noreferrer",
    ).strip()


def _https_only(_tag: str, attribute: str, value: str) -> str | None:
    # nh3 lets lang and title through on every tag, and hands in the rel it adds itself
    return value if attribute == "rel" or (attribute == "href" and value.startswith("https://")) else None


def _renderer(*, lists: bool) -> Markdown:
    markdown = Markdown(output_format="html")
    markdown.preprocessors.deregister("html_block")
    for name in _UNWANTED["blockprocessors"] + (() if lists else _LISTS):
        markdown.parser.blockprocessors.deregister(name)
    for name in _UNWANTED["inline"]:
        markdown.inlinePatterns.deregister(name)
    return markdown


_ONE_AT_A_TIME = Lock()  # a Markdown instance keeps state while it renders
_BLOCKS = _renderer(lists=True)
_INLINE = _renderer(lists=False)
