"""Numbers as people in the Netherlands write them: a comma before the decimals, a full stop between thousands."""

import re
from decimal import Decimal

LONGEST = 40
MINUS = "-−"  # as on a keyboard, and as in print
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}(?:,[0-9]{1,6})?")
PLAIN = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")


def number_in(text: str, unit: str = "") -> Decimal | None:
    """Return the number somebody wrote, with or without its unit; None when it is no number.

    One full stop with three digits behind it parts thousands (``1.500``), any other one stands for a comma (``1.5``).
    """
    words = "".join(text[:LONGEST].casefold().split())
    for said in filter(None, ("".join(unit.casefold().split()), "€", "%")):
        words = words.removeprefix(said).removesuffix(said)
    negative = words[:1] in MINUS and words != ""
    digits = words[1:] if negative else words
    if THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    if len(text) > LONGEST or not PLAIN.fullmatch(digits):
        return None
    found = Decimal(digits.replace(",", "."))
    return -found if negative else found


def written(number: Decimal) -> str:
    """Return a number as one writes it here, always in the same way: ``1500``, ``2,5``."""
    plain = f"{number:f}"
    shown = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if shown in {"-0", ""} else shown.replace(".", ",")
