"""Whatever somebody wrote: reading what was written and writing it again gives the same, to the letter."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content.export import replace_folder
from lms.content.pictures import made_name
from lms.content.read.desk import Desk
from lms.toolkit.models import ItemText, PictureText, Prose, WorkingStep
from lms.toolkit.models.texts import PROSE
from lms.toolkit.queries.writing import LABELS, Colophon, fingerprint, markdown_of, picture_names
from lms.toolkit.sync.packages import FILE, ItemPackage
from lms.toolkit.sync.reading import read_item
from tests.factories.toolkit_packages import SVG

TRICKS = st.sampled_from(
    [
        *("# Doel", "## Stap (5 minuten)", "###### x", "#", "#hoi", "///", "/// picture | a", "\\# x", "\\\\# x"),
        *("---", "- a", "  - b", "1. c", "", "", "   ", "    diep", "\t", "**vet**", "a: b", "    alt: x", "alt: x"),
        *("Zeg: hoi", "Klaar als:", "Online: x", "Voor de begeleider: y", "\\Zeg: x", "Zeg : x", '"a"', "'a'", '"'),
        *("(10 minuten)", "x (y)", "dag 1, 10 minuten", "()", ")", "[a, b]", "a\rb", "a\u2028b", "a\x0bb", "\x85"),
    ]
)
WORDS = st.one_of(TRICKS, st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12))
LINES = st.lists(WORDS, max_size=5).map("\n".join)
LINE = st.one_of(WORDS, LINES)
FILLED = LINE.map(lambda words: words if words.strip() else "x")
MARKDOWN = LINES.map(lambda words: Prose(words.strip(), ""))
RANGE = st.tuples(st.integers(1, 999), st.integers(1, 999)).map(lambda pair: (min(pair), max(pair)))
SLUGS = st.lists(st.from_regex(r"[a-z]{1,6}(-[a-z]{1,6})?", fullmatch=True), max_size=3, unique=True).map(tuple)
STEPS = st.builds(
    WorkingStep,
    title=FILLED,
    minutes=st.none() | st.integers(1, 400),
    when=LINE,
    doing=MARKDOWN,
    **dict.fromkeys(LABELS, LINES),
)
NAMES = st.sampled_from(["kan.svg", "pot.svg", "0a1b2c3d-kan.svg"])
DRAWN = st.lists(
    st.tuples(NAMES, FILLED, LINE, st.sampled_from([SVG, SVG + "\n"])), max_size=3, unique_by=lambda p: p[:1]
)
TEXTS = st.builds(
    ItemText,
    kind=st.just("werkvorm"),
    title=FILLED,
    summary=FILLED,
    minutes=RANGE,
    group=RANGE,
    steps=SLUGS.filter(bool),
    themes=SLUGS,
    source=FILLED,
    licence=FILLED,
    invitation=LINES,
    working_steps=st.lists(STEPS, max_size=3).map(tuple),
    **dict.fromkeys(PROSE, MARKDOWN),
)
COLOPHONS = st.builds(
    Colophon,
    uid=st.just("tk-a"),
    slug=st.just("a"),
    version=st.just("3"),
    change=st.sampled_from(["echte wijziging", "typefout"]),
    reason=FILLED,
    review=st.none() | st.dates(date(2024, 1, 1), date(2040, 1, 1)),
    **dict.fromkeys(("follows", "combines", "alternatives"), SLUGS.map(sorted).map(tuple)),
)


def with_pictures(text, drawn):
    """Give a text pictures as they are stored, and return it with their contents."""
    contents = {made_name(name, content.encode()): content.encode() for name, _alt, _caption, content in drawn}
    pictures = [PictureText(made_name(name, content.encode()), alt, caption) for name, alt, caption, content in drawn]
    return replace(text, pictures=tuple(pictures)), contents


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(colophon=COLOPHONS, text=TEXTS, drawn=DRAWN)
def test_what_was_written_and_read_is_written_the_same(colophon, text, drawn):
    text, contents = with_pictures(text, drawn)
    first = markdown_of(colophon, text)

    package, problems = written_and_read(colophon, text, contents)

    assert problems == []
    assert markdown_of(package.colophon, package.text) == first
    assert package.digest == fingerprint(colophon, text)


def written_and_read(colophon, text, contents) -> tuple[ItemPackage, list]:
    names = picture_names(text)
    files = [(FILE, markdown_of(colophon, text).encode())]
    files += [(f"media/{names[file]}", content) for file, content in contents.items()]
    desk = Desk()
    with TemporaryDirectory() as folder:
        replace_folder(Path(folder) / "a", files)
        package = read_item(Path(folder) / "a", "toolkit/a", desk)
    return package, desk.problems


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(text=TEXTS)
def test_no_word_of_a_reader_is_lost(text):
    package, _problems = written_and_read(Colophon("tk-a", "a"), text, {})

    assert words_of(package.text) == words_of(text)


def words_of(text: ItemText) -> list[list[str]]:
    """Return the words of every field that holds free text."""
    fields = [getattr(text, field).markdown for field in PROSE] + [text.title, text.summary, text.invitation]
    steps = [
        (step.title, step.doing.markdown, *(getattr(step, name) for name in LABELS)) for step in text.working_steps
    ]
    return [words.split() for words in (*fields, *(words for step in steps for words in step))]
