"""Who is who: a person looks the same in every picture of the module."""

from colours import (
    BLUE,
    BLUE_D,
    BLUE_L,
    BROWN,
    BROWN_D,
    GREEN,
    GREEN_D,
    GREEN_L,
    GREY_D,
    INK,
    PAPER,
    PLUM,
    SLATE,
    STONE,
    SUN,
    TERRA,
    WHITE,
)
from people import Person

RED, SAND, NIGHT = "#b8563f", "#b99a72", "#33485a"
WHO = {
    # name: skin, hair, hair colour, the rest
    "ron": (
        "light",
        "short",
        "grey",
        {"top": "jacket", "colour": BLUE, "legs": BROWN, "extra": {"beard": ("moustache", GREY_D)}},
    ),
    "noor": (
        "olive",
        "bigcurls",
        "black",
        {"top": "cardigan", "colour": "#eab04a", "inner": WHITE, "legs": NIGHT},
    ),
    "willy": (
        "pale",
        "pixie",
        "white",
        {
            "top": "cardigan",
            "colour": GREEN,
            "inner": PAPER,
            "legs": SLATE,
            "extra": {"glasses": RED, "old": True},
        },
    ),
    "kees": (
        "light",
        "short",
        "brown",
        {"top": "jumper", "colour": TERRA, "legs": NIGHT, "extra": {"hat": ("cap", GREEN_D)}},
    ),
    "ineke": ("pale", "pony", "blond", {"top": "jumper", "colour": PLUM, "legs": NIGHT}),
    "samira": (
        "tan",
        "",
        "black",
        {"top": "tunic", "colour": GREEN, "legs": GREEN_D, "extra": {"scarf": TERRA}},
    ),
    "jan": (
        "light",
        "side",
        "white",
        {
            "top": "coat",
            "colour": GREEN_D,
            "legs": BROWN,
            "extra": {"beard": ("full", "#e6e1d8"), "old": True},
        },
    ),
    "amal": (
        "brown",
        "bob",
        "black",
        {
            "top": "cardigan",
            "colour": TERRA,
            "inner": PAPER,
            "legs": NIGHT,
            "extra": {"earring": SUN},
        },
    ),
    "bea": (
        "light",
        "bobfringe",
        "chestnut",
        {"top": "coat", "colour": RED, "legs": NIGHT, "shoes": BROWN_D},
    ),
    "fatma": (
        "tan",
        "",
        "black",
        {"top": "tunic", "colour": PLUM, "legs": NIGHT, "extra": {"scarf": BLUE_L}},
    ),
    "rachid": (
        "olive",
        "short",
        "black",
        {
            "top": "tee",
            "colour": GREEN_L,
            "legs": NIGHT,
            "short_sleeves": True,
            "extra": {"beard": ("full", "#2b2422")},
        },
    ),
    "piet": (
        "light",
        "bald",
        "grey",
        {"top": "jumper", "colour": BLUE_L, "legs": BROWN, "wide": 1.18},
    ),
    "esra": ("light", "long", "chestnut", {"top": "jumper", "colour": GREEN_L, "legs": NIGHT}),
    "nadia": ("tan", "bigcurls", "chestnut", {"top": "jumper", "colour": GREEN, "legs": NIGHT}),
    "rachid50": (
        "olive",
        "short",
        "grey",
        {"top": "shirt", "colour": BLUE_L, "legs": BROWN, "extra": {"beard": ("full", "#6f695f")}},
    ),
    "henk": (
        "light",
        "short",
        "grey",
        {
            "top": "jacket",
            "colour": NIGHT,
            "inner": "#a9d5e8",
            "legs": SLATE,
            "extra": {"hat": ("cap", NIGHT)},
        },
    ),
    "joyce": (
        "dark",
        "bun",
        "black",
        {"top": "coat", "colour": SUN, "legs": GREEN_D, "extra": {"earring": TERRA}},
    ),
    "aicha": (
        "tan",
        "",
        "black",
        {"top": "jumper", "colour": BLUE_L, "legs": NIGHT, "extra": {"scarf": PLUM}},
    ),
    "ria": (
        "pale",
        "pixie",
        "grey",
        {
            "top": "bodywarmer",
            "colour": TERRA,
            "inner": "#a9d5e8",
            "legs": BLUE_D,
            "extra": {"old": True},
        },
    ),
    "loubna": (
        "tan",
        "",
        "black",
        {"top": "tunic", "colour": "#eab04a", "legs": GREEN_D, "extra": {"scarf": GREEN}},
    ),
    "peter": (
        "light",
        "side",
        "grey",
        {"top": "cardigan", "colour": BLUE, "inner": PAPER, "legs": BROWN},
    ),
    "theo": ("light", "side", "silver", {"top": "jacket", "colour": BROWN, "legs": SLATE}),
    "yusuf": (
        "brown",
        "crop",
        "black",
        {
            "top": "puffer",
            "colour": BLUE,
            "legs": NIGHT,
            "extra": {"beard": ("stubble", "#2b2422")},
        },
    ),
    "carla": (
        "pale",
        "bob",
        "ginger",
        {"top": "cardigan", "colour": GREEN, "inner": PAPER, "legs": NIGHT},
    ),
    "marco": (
        "olive",
        "side",
        "black",
        {
            "top": "jumper",
            "colour": "#98a09f",
            "legs": BLUE_D,
            "extra": {"beard": ("stubble", "#2b2422")},
        },
    ),
    "dewi": ("tan", "long", "black", {"top": "jumper", "colour": TERRA, "legs": GREEN_D}),
    "tjin": (
        "tan",
        "pixie",
        "white",
        {"top": "coat", "colour": PLUM, "legs": SLATE, "extra": {"old": True}},
    ),
    "sjaak": (
        "light",
        "bald",
        "silver",
        {"top": "jumper", "colour": BLUE, "legs": BROWN, "extra": {"old": True, "glasses": INK}},
    ),
    "ali": (
        "olive",
        "short",
        "black",
        {
            "top": "puffer",
            "colour": BLUE,
            "legs": BROWN,
            "extra": {"beard": ("moustache", "#2b2422")},
        },
    ),
    "petra": ("pale", "bob", "blond", {"top": "jumper", "colour": "#8fb3bf", "legs": NIGHT}),
    "jamal": (
        "dark",
        "crop",
        "black",
        {"top": "hoodie", "colour": GREEN, "legs": NIGHT, "shoes": WHITE},
    ),
    "dylan": (
        "pale",
        "side",
        "blond",
        {"top": "tee", "colour": TERRA, "legs": BLUE_D, "shoes": WHITE, "short_sleeves": True},
    ),
    "hassan": (
        "olive",
        "short",
        "black",
        {
            "top": "apron",
            "colour": GREEN_D,
            "inner": WHITE,
            "legs": NIGHT,
            "extra": {"beard": ("full", "#2b2422")},
        },
    ),
    "bram": ("light", "side", "ginger", {"top": "tee", "colour": STONE, "legs": BLUE_D}),
}
CHILD = {"leg": (50, 44), "thick": 27, "big": 1.3}


def who(p, name, x, y, s=1.0, f=1, **kw):
    """Make a person of the cast; x, y: the middle of the hips."""
    skin, hair, colour, rest = WHO[name]
    return Person(p, x, y, s, f, skin, hair, colour, **{**rest, **kw})


def stand(p, name, x, floor, s=1.15, f=1, **kw):
    """Make a standing person of the cast."""
    return who(p, name, x, floor - 129 * s, s, f, **kw)


def sit(p, name, x, floor, s=1.34, f=1, up=0, ahead=(56, 72), **kw):
    """Make a person of the cast on a chair, seen from the side."""
    feet = ((x + f * ahead[0] * s, floor), (x + f * ahead[1] * s, floor))
    return who(p, name, x, floor - 68 * s - up, s, f, **{"feet": feet, "seated": True, **kw})


def seat(floor, s=1.34, up=0):
    """Tell where the top of the seat is for a sitting person."""
    return floor - 68 * s - up + 14 * s


def child(p, x, floor, s=0.72, f=1, skin="light", hair="kid", tint="brown", **kw):
    """Make a child that stands."""
    base = {
        **CHILD,
        "extra": {"child": True, **kw.pop("extra", {})},
        "top": "tee",
        "colour": SUN,
        "legs": BLUE_D,
    }
    y = kw.pop("y", floor - 104 * s)
    feet = ((x - 12 * f * s, floor), (x + 12 * f * s, floor))
    return Person(p, x, y, s, f, skin, hair, tint, **{**base, "feet": feet, **kw})
