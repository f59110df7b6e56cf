"""PDF: tagged, titled, in a language, and never half right."""

import re

import pytest

from lms.kernel.pdf import PdfProblem, render

TEMPLATE = "= Uitslag\n#data.name reed #data.km km.\n"
DATA = {"name": "Iemand", "km": 40}


def made(template=TEMPLATE, data=DATA, **given):
    return render(template, data, **{"title": "Uitslag", **given})


def test_it_is_tagged_and_says_title_and_language():
    pdf = made(title="Uitslag van de rit")

    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b">Uitslag van de rit</rdf:li></rdf:Alt></dc:title>" in pdf
    assert re.findall(rb"/Lang\(([^)]*)\)", pdf) == [b"nl-NL"]


def test_another_language_is_said_as_well():
    assert re.findall(rb"/Lang\(([^)]*)\)", made(language="en")) == [b"en"]


def test_what_people_typed_is_text_and_not_code():
    assert made(data={"name": '#panic("x") *_$ <b> \\ "', "km": 1}).startswith(b"%PDF-")


def test_a_template_may_be_a_file_with_pictures_beside_it(tmp_path):
    (tmp_path / "wheel.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (tmp_path / "result.typ").write_text('= Uitslag\n#image("wheel.svg", alt: "Een wiel")\n')

    assert made(tmp_path / "result.typ").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg'/>\"))", "missing alt text"),
        ('#set text(font: "Nergens")\nx', "unknown font family"),
        ("#data.nothing", "nothing"),
        ("wiel \U0001f600", "could not be displayed"),
    ],
)
def test_a_pdf_that_somebody_cannot_read_is_refused(template, said):
    with pytest.raises(PdfProblem, match=said):
        made(template)


def test_a_font_that_is_not_in_the_folder_is_refused(tmp_path):
    with pytest.raises(PdfProblem, match="unknown font family"):
        made(font="Kringwijs Sans", font_folder=tmp_path)
