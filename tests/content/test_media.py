"""A picture can be seen, and can do nothing else."""

import pytest

from lms.content.check.packages import read_and_check
from lms.content.read.media import svg_problem, svg_size
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
