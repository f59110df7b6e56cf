"""The detector: what people really type, and what it must leave alone."""

import time

import pytest

from lms.kernel.personal_data import find_never_public, find_personal_data, kinds_of


def found(text):
    return [(finding.kind.value, text[finding.start : finding.end]) for finding in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bel 06-12345678 even", [("phone", "06-12345678")]),
        ("Bel 06 12 34 56 78.", [("phone", "06 12 34 56 78")]),
        ("Bel 0612345678", [("phone", "0612345678")]),
        ("+31 6 12345678", [("phone", "+31 6 12345678")]),
        ("+31 (0)6 1234 5678", [("phone", "+31 (0)6 1234 5678")]),
        ("0031612345678", [("phone", "0031612345678")]),
        ("(020) 123 45 67", [("phone", "020) 123 45 67")]),
        ("tel. 0318-123456", [("phone", "0318-123456")]),
        (
            "Bel nul zes een twee drie vier vijf zes zeven acht",
            [("phone", "nul zes een twee drie vier vijf zes zeven acht")],
        ),
        (
            "Nul zes, twaalf vierendertig zesenvijftig achtenzeventig.",
            [("phone", "Nul zes, twaalf vierendertig zesenvijftig achtenzeventig")],
        ),
        ("06 twaalf 34 zesenvijftig 78", [("phone", "06 twaalf 34 zesenvijftig 78")]),
        ("nul-zes-één-één-twee-twee-drie-drie-vier-vier", [("phone", "nul-zes-één-één-twee-twee-drie-drie-vier-vier")]),
        ("plus eenendertig zes 12 34 56 78", [("phone", "plus eenendertig zes 12 34 56 78")]),
        ("mail jan.de.boer@example.nl!", [("email", "jan.de.boer@example.nl")]),
        ("bsn 111222333", [("bsn", "111222333")]),
        ("bsn 1112.22.333", [("bsn", "1112.22.333")]),
        ("bsn 111 222 333", [("bsn", "111 222 333")]),
        ("NL91 ABNA 0417 1643 00", [("iban", "NL91 ABNA 0417 1643 00")]),
        ("nl91abna0417164300", [("iban", "nl91abna0417164300")]),
        ("DE89370400440532013000", [("iban", "DE89370400440532013000")]),
        ("woont op 1234 AB 12", [("address", "1234 AB 12")]),
        ("woont op 1234AB, nr. 12a", [("address", "1234AB, nr. 12a")]),
        ("Kerkstraat 12, 1234 AB Amersfoort", [("address", "Kerkstraat 12, 1234 AB")]),
        ("De buurvrouw van Kerkstraat 12 kwam ook.", [("address", "Kerkstraat 12")]),
        ("Zij woont Lange Dorpsweg 4b", [("address", "Dorpsweg 4b")]),
        ("hij woont in de kerkstraat 12-2", [("address", "kerkstraat 12-2")]),
        ("Kerkstraat nummer twaalf", [("address", "Kerkstraat nummer twaalf")]),
        ("Kerkstraat nummer een", [("address", "Kerkstraat nummer een")]),
        ("Kerkstraat nummer één, bij de kraam", [("address", "Kerkstraat nummer één")]),
        ("Kerkstraat 12 bewoner gesproken", [("address", "Kerkstraat 12")]),
        ("Zij woont Kerkstraat één.", [("address", "Kerkstraat één")]),
        ("Op Kerkstraat één woont een vrouw alleen.", [("address", "Kerkstraat één")]),
        ("Op Kerkstraat twaalf wonen twee mensen.", [("address", "Kerkstraat twaalf")]),
        ("Op Kerkstraat twaalf stopte iemand.", [("address", "Kerkstraat twaalf")]),
        ("Op Kerkstraat 12 rookt iemand.", [("address", "Kerkstraat 12")]),
        ("Kerkstraat 12 vanaf mei", [("address", "Kerkstraat 12")]),
        ("Kerkstraat 12 van mevrouw Jansen", [("address", "Kerkstraat 12")]),
        ("Kerkstraat 12 mannetje", [("address", "Kerkstraat 12")]),
        ("Bel 06/12345678", [("phone", "06/12345678")]),
        ("Bel 06 \u2013 12 34 56 78", [("phone", "06 \u2013 12 34 56 78")]),
        ("Bel +31 (0)10 - 123 45 67", [("phone", "+31 (0)10 - 123 45 67")]),
        ("06 \u2013 twaalf 34 zesenvijftig 78", [("phone", "06 \u2013 twaalf 34 zesenvijftig 78")]),
        (
            "Postcode 1234AB, mevrouw Jansen van nummer 8",
            [("address", "1234AB, mevrouw Jansen van nummer 8")],
        ),
    ],
)
def test_it_finds(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2026 rookte 17,4 procent, dat zijn 2.600.000 mensen.",
        "We waren met 12 mensen van 10.00 tot 12.00 uur op 12-11-2026.",
        "ISBN 978-90-123-4567-8",
        "Bel de Stoplijn: 0800 1995",
        "bsn 123456789 klopt niet",
        "Het kost 12345678 euro",
        "De wijk 1234 AB heeft 3.000 inwoners",
        "NL91 ABNA 0417 1643 01",
        "Artikel 1234 en 5678, zie pagina 12",
        "@iedereen kom om 4 uur",
        "nummer 20261121",
        "We deden het nul tot drie keer, met vijf of zes mensen.",
        "Een, twee, drie, vier, vijf, zes, zeven, acht, negen, tien: wie niet weg is, is gezien.",
        "In de Kerkstraat 3 keer gevraagd, op het Dorpsplein 12 mensen gesproken.",
        "In de Kerkstraat twee bewoners gesproken.",
        "In de Dorpsstraat een kraam, op het schoolplein 20 ouders, en dat op het dorpsplein 12 mei.",
        "Op het dorpsplein 12 tot 15 mensen gezien, op het schoolplein 12-14 uur, om het plein 10:30 uur.",
        "In de Kerkstraat 3 van de 10 bewoners gesproken.",
        "We kwamen op 06-12-2026 14 uur, en op 06/12/2026 14.00 uur weer.",
        "We waren onderweg 20 minuten, en op straat 5 uur.",
        "In de Dorpsstraat één kraam, op het schoolplein 1 kraam.",
        "Op het dorpsplein Eén tafel met koffie, en op de gracht één lang bankje.",
        "In de Kerkstraat één bewoner gesproken.",
        "In de Kerkstraat twee kraampjes, en op het plein drie grote tafels.",
        "Aan de Molenweg stonden op het kerkplein vier honden en tien auto's.",
        "Op het schoolplein 30 stickers geplakt.",
        "",
    ],
)
def test_it_leaves_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Bel Truus op 06-12345678 of mail a@b.nl", ["06-12345678", "a@b.nl"]),
        ("De wijk 1234 AB, bij 5678cd", ["1234 AB", "5678cd"]),
        ("Kerkstraat 12, 1234 AB Amersfoort", ["1234 AB"]),
        ("NL91 ABNA 0417 1643 00, bsn 111222333", ["NL91 ABNA 0417 1643 00", "111222333"]),
        ("In de Kerkstraat 12 kwamen in 2026 er 1500ml soep en 2000 GGD-folders", []),
    ],
)
def test_what_is_never_public_is_any_number_and_any_postcode_and_no_street(text, never):
    assert [text[each.start : each.end] for each in find_never_public(text)] == never


def test_each_kind_is_named_once_in_the_order_of_the_text():
    findings = find_personal_data("a@b.nl 0612345678 c@d.nl")

    assert (len(findings), kinds_of(findings)) == (3, ["email", "phone"])


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "06 ",
        "a@",
        "a.",
        "1234 AB ",
        "NL91 ABNA ",
        "A" * 39 + "straat ",
        "-.-",
        "nul ",
        "nul zes ",
        "kerkstraat 1",
        "06 \u2013 ",
        "1234 AB, van ",
        "kerkstraat 1 tot 1 ",
    ],
)
def test_a_long_hostile_text_is_read_quickly(piece):
    text = piece * (20_000 // len(piece))
    start = time.process_time()

    find_never_public(text)

    assert time.process_time() - start < 0.5
