"""Tables for spreadsheet programs: text is never a formula, and says what was typed."""

from io import BytesIO
from xml.etree import ElementTree  # noqa: S405 -- reads what we made ourselves
from zipfile import ZipFile

import pytest

from lms.kernel.spreadsheets import as_csv, as_xlsx

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "\t=1",
    "\r=1",
    "  =1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "\ufeff=1",
    "|calc",
    "%0A",
]


def cells(data):
    sheet = ElementTree.fromstring(ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml"))  # noqa: S314 -- our own
    return [("".join(cell.itertext()), cell.get("t")) for cell in sheet.iter(CELL)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_is_quoted_in_csv(text):
    line = as_csv(["Naam"], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1]

    assert line.lstrip('"').startswith("'")


def test_numbers_are_numbers_the_way_people_here_write_them():
    assert as_csv(["a", "b", "c"], [[-1.5, 3, None]]) == "\ufeffa;b;c\r\n-1,5;3;\r\n".encode()


def test_what_holds_a_separator_or_a_quote_stays_one_cell():
    assert as_csv(["a"], [['x;"y"\nz']]).decode("utf-8-sig") == 'a\r\n"x;""y""\nz"\r\n'


def test_text_is_stored_as_text_in_a_workbook():
    data = as_xlsx(["Kop"], [["=1+1", 2.5, None, "<b>&\x00"]], title="Lijst: [1]")

    assert cells(data) == [
        ("Kop", "inlineStr"),
        ("=1+1", "inlineStr"),
        ("2.5", None),
        ("", None),
        ("<b>&", "inlineStr"),
    ]


def test_every_part_of_a_workbook_is_well_formed():
    archive = ZipFile(BytesIO(as_xlsx(["a"], [], title="'Lijst/2026'" * 9)))

    assert [ElementTree.fromstring(archive.read(name)) is not None for name in archive.namelist()] == [True] * 5  # noqa: S314
