"""The registers of professionals that modules may be accredited in, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Register:
    """A register; ``slug`` stays for good, for certificates and numbers point at it."""

    slug: str
    name: str
    address: str


#: A new register is a new line here.
REGISTERS = {
    each.slug: each
    for each in (
        Register("registerplein", "Registerplein", "https://www.registerplein.nl"),
        Register("skj", "Kwaliteitsregister Jeugd (SKJ)", "https://www.skjeugd.nl"),
        Register("venvn", "Kwaliteitsregister V&V", "https://www.venvn.nl"),
    )
}


def register_name(slug: str) -> str:
    """Return what a register is called; one that left the list keeps its code."""
    return REGISTERS[slug].name if slug in REGISTERS else slug
