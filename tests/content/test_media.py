"""A picture can be seen, and can do nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.check.packages import read_and_check
from lms.content.read.media import svg_problem, svg_size
from lms.content.spoken import Spoken, spoken_in, take_of, text_read_in
from tests.factories.content import SHORT, SVG, a_content_root

UNSAFE = {
    "script": "<script>alert(1)</script>",
    "handler": '<path onload="alert(1)"/>',
    "style attribute": '<path style="fill:red"/>',
    "style element": "<style>@import 'https://a.example'</style>",
    "picture elsewhere": '<image href="https://a.example/b.png"/>',
    "picture inside": '<image href="data:image/png;base64,AAAA"/>',
    "use elsewhere": '<use href="https://a.example/b.svg#c"/>',
    "old-style use elsewhere": '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="b.svg#c"/>',
    "fill elsewhere": "<path fill=\"url('https://a.example/b.svg#c')\"/>",
    "link": '<a href="https://a.example"><path d="M0 0"/></a>',
    "foreign object": "<foreignObject><p>a</p></foreignObject>",
    "animation": '<animate attributeName="href" to="javascript:alert(1)"/>',
    "html inside": '<p xmlns="http://www.w3.org/1999/xhtml">a</p>',
    "not closed": "<path>",
}


@pytest.mark.parametrize("name", UNSAFE)
def test_an_svg_that_could_do_something_is_refused(name):
    assert svg_problem(SVG.replace("</svg>", f"{UNSAFE[name]}</svg>").encode())


@pytest.mark.parametrize("size", ["1.2.3", "-4", "9" * 400, "1e9", "²", "", "NaN"])
def test_an_svg_with_a_size_that_is_no_number_is_refused(size):
    content = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 4"/>'.encode()

    assert "klopt de maat niet" in svg_problem(content)
    assert svg_size(content) == (None, None)


@pytest.mark.parametrize(("box", "size"), [("0 0 640 400", (640, 400)), ("-1.5,.5, 3.6 4", (4, 4))])
def test_the_size_of_an_svg_is_that_of_its_box(box, size):
    content = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"/>'.encode()

    assert (svg_problem(content), svg_size(content)) == (None, size)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<?xml-stylesheet href="https://a.example/b.css"?>',
        '<?xml version="1.0"?><?xml-stylesheet href="b.css"?>',
    ],
)
def test_an_svg_with_instructions_is_refused(head):
    assert svg_problem((head + SVG).encode())


@pytest.mark.parametrize(
    "inside",
    ['<path fill="url(#a)"/>', '<use href="#a"/>', "<title>Ron</title>", '<g stroke="#123456"/>', "<!-- Ron -->"],
)
def test_an_svg_of_shapes_is_shown(inside):
    assert svg_problem(SVG.replace("</svg>", f"{inside}</svg>").encode()) is None
    assert svg_problem(b'<?xml version="1.0" encoding="UTF-8"?>\n' + SVG.encode()) is None


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("groot.svg", SVG + " " * 21_000, "media-size"),
        ("Met Hoofdletter.svg", SVG, "media-name"),
        ("film.mp4", "a", "media-name"),
    ],
)
def test_a_file_that_is_too_large_or_ill_named_is_a_problem(tmp_path, name, content, code):
    root = a_content_root(tmp_path)
    (root / SHORT["svg"]).with_name(name).write_text(content)

    _packages, problems = read_and_check(root, "modules")

    assert {problem.code for problem in problems} == {code, "media-unused"}


WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm"


def problems_of(tmp_path, **files):
    root = a_content_root(tmp_path)
    media = next((root / "modules").glob("*/module.toml")).parent / "media"
    media.mkdir(exist_ok=True)
    for name, content in files.items():
        (media / name).write_bytes(content)
    packages, problems = read_and_check(root, "modules")
    return packages, [(each.code, each.message) for each in problems if each.code.startswith(("voice", "media"))]


def test_a_recording_is_told_the_name_that_holds_its_words(tmp_path):
    packages, _ = problems_of(tmp_path)
    text = spoken_in(packages[0].parts[0])[0]

    _, problems = problems_of(tmp_path, **{f"{text.uid}.webm": WEBM})
    assert [(code, text.file_of(".webm") in message) for code, message in problems] == [("voice-name", True)]


def test_a_recording_fits_until_the_words_change(tmp_path):
    packages, _ = problems_of(tmp_path)
    text = spoken_in(packages[0].parts[0])[0]
    name = text.file_of(".webm").removeprefix("media/")

    packages, problems = problems_of(tmp_path, **{name: WEBM})
    assert problems == []
    assert text.recording_in([media.file for media in packages[0].media]) == f"media/{name}"
    old = f"{text.uid}-00000000.webm"
    assert [code for code, _ in problems_of(tmp_path, **{old: WEBM})[1]] == ["voice-old"]


@pytest.mark.parametrize(("name", "content"), [("a.webm", b"<svg/>"), ("a.m4a", WEBM), ("a.ogg", b"OggS\x80theora")])
def test_what_is_no_sound_is_no_recording(tmp_path, name, content):
    assert "voice" in [code for code, _ in problems_of(tmp_path, **{name: content})[1]]


@given(st.text("abcdef0123456789-", min_size=1, max_size=20).filter(lambda uid: uid[0] != "-"), st.binary(max_size=5))
def test_the_name_of_a_recording_gives_back_its_text_and_mark(uid, sound):
    text = Spoken(uid, ("Ron drinkt koffie.",))

    for file in (text.file_of(".m4a"), take_of(uid, text.mark, sound, ".webm")):
        assert text_read_in(file) == (uid, text.mark)
        assert text.recording_in([file]) == file
