"""Rendered text becomes pieces that a PDF can set, and loses no word."""

import pytest

from lms.content.prose import render
from lms.toolkit.queries.pieces import blocks_of, curly


def said(blocks):
    """Return blocks as short lines: how deep, what kind, which words."""
    lines = []
    for block in blocks:
        lines += ["".join(piece["text"] for piece in block["pieces"])] if block["kind"] == "p" else []
        lines += [[block["kind"], *map(said, block["items"])]] if block["items"] else []
    return lines


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Een.\n\nTwee.", ["Een.", "Twee."]),
        ("- Een\n- Twee", [["ul", ["Een"], ["Twee"]]]),
        ("1. Een\n\n2. Twee", [["ol", ["Een"], ["Twee"]]]),
        ("- Een\n    - Diep\n- Twee", [["ul", ["Een", ["ul", ["Diep"]]], ["Twee"]]]),
        ("Een  \nTwee", ["Een\nTwee"]),
        ("Eerst & dan <b>", ["Eerst & dan <b>"]),
        ("", []),
    ],
)
def test_paragraphs_and_lists_keep_their_order(markdown, expected):
    assert said(blocks_of(render(markdown))) == expected


def test_each_piece_knows_how_it_is_said():
    (block,) = blocks_of(render("Heel **dik *en schuin*** en [verder](https://example.org)."))

    assert [(each["text"], each["strong"], each["emphasis"], each["link"]) for each in block["pieces"]] == [
        ("Heel ", False, False, ""),
        ("dik ", True, False, ""),
        ("en schuin", True, True, ""),
        (" en ", False, False, ""),
        ("verder", False, False, "https://example.org"),
        (".", False, False, ""),
    ]


def test_marks_are_those_of_a_printer():
    assert curly("\"Hoi\", zei 's avonds een foto's kijker. 5'6\"") == '“Hoi”, zei ’s avonds een foto’s kijker. 5’6"'
