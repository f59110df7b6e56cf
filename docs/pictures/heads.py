"""Heads in three-quarter view, about 60 wide and 70 high, centre at 0,0, looking right."""

from colours import GREY_D, INK, WHITE
from hair import back_hair, front_hair
from pen import shade

FACE = "M-29 -6C-29 -26 -17 -36 1 -36C19 -36 30 -24 30 -5C30 16 19 34 4 34C-15 34 -29 18 -29 -6Z"
WRINKLES = "M-11 -1L-15 -3M-11 2L-15 3M-4 12C-6 15 -6 18 -5 20"
PALE_HAIR = ("#e6e1d8", "#c3bdb2")


def scarf(p, colour, under):
    """Draw a headscarf; the person draws how it falls over the shoulders."""
    p.fill(
        "M-35 14C-42 -24 -24 -45 3 -44C30 -43 40 -22 36 8C34 30 22 44 4 46C-18 48 -32 36 -35 14Z",
        colour,
    )
    p.fill(
        "M-19 -8C-18 -24 -6 -31 6 -31C21 -31 30 -20 30 -4C30 16 19 33 6 33C-9 33 -20 12 -19 -8Z",
        under,
    )


def hat(p, kind, colour):
    """Draw a cap, a flat cap or a woollen hat."""
    dark = shade(colour, -0.16)
    if kind == "cap":
        p.fill("M-32 -10C-36 -34 -18 -46 2 -46C22 -46 34 -34 33 -13L-31 -6Z", colour)
        p.fill("M2 -18C20 -22 40 -18 47 -10C48 -6 44 -5 40 -6C28 -9 16 -10 4 -8Z", dark)
    elif kind == "beanie":
        p.fill("M-32 -8C-36 -36 -18 -48 2 -48C24 -48 36 -34 33 -10Z", colour)
        p.line("M-28 -10C-10 -16 12 -17 29 -13", dark, 11)
    elif kind == "flat":
        p.fill("M-33 -8C-36 -28 -22 -42 0 -42C22 -44 42 -28 44 -14C30 -18 10 -18 -6 -14Z", colour)
        p.fill("M14 -19C28 -22 42 -18 46 -12C44 -8 34 -11 22 -12Z", dark)


def eyes(p, kind, ink, at, lid):
    """Draw the eyes: open, down, happy or half closed."""
    left, right, y = at - 10, at + 10, -3
    if kind == "open":
        p.line(f"M{left} {y}H{left + 0.01}M{right} {y}H{right + 0.01}", ink, 5.6)
    elif kind == "down":
        p.line(f"M{left - 4} {y}C{left - 2} {y + 3} {left + 2} {y + 3} {left + 4} {y + 1}", ink, 2.6)
        p.line(
            f"M{right - 4} {y}C{right - 2} {y + 3} {right + 2} {y + 3} {right + 4} {y + 1}",
            ink,
            2.6,
        )
    elif kind == "happy":
        p.line(
            f"M{left - 4} {y + 1}C{left - 2} {y - 4} {left + 2} {y - 4} {left + 4} {y + 1}",
            ink,
            2.6,
        )
        p.line(
            f"M{right - 4} {y + 1}C{right - 2} {y - 4} {right + 2} {y - 4} {right + 4} {y + 1}",
            ink,
            2.6,
        )
    elif kind == "half":
        for x in (left, right):
            p.dot(x, y + 0.5, 2.8, ink)
            p.fill(
                f"M{x - 4} {y - 4}H{x + 4}V{y - 0.2}C{x + 2} {y - 1.6} {x - 2} {y - 1.6} {x - 4} {y}Z",
                lid,
            )
            p.line(
                f"M{x - 4.4} {y + 0.6}C{x - 2} {y - 1.6} {x + 2} {y - 1.6} {x + 4.4} {y + 0.2}",
                ink,
                1.8,
            )


def brows(p, kind, colour, at):
    """Draw the eyebrows."""
    lift = {"up": -3, "worry": 0, "low": 1.5}.get(kind, 0)
    tilt = {"worry": 3, "low": 0}.get(kind, 0)
    y = -12 + lift
    p.line(
        f"M{at - 15} {y + 1 + tilt}"
        f"C{at - 12} {y - 2 + tilt / 2} {at - 8} {y - 2} {at - 5} {y - tilt * 0.4}"
        f"M{at + 5} {y - tilt * 0.4}"
        f"C{at + 8} {y - 2} {at + 12} {y - 2 + tilt / 2} {at + 15} {y + 1 + tilt}",
        colour,
        2.7,
    )


def mouth(p, kind, ink, x):
    """Draw the mouth in one of seven moods."""
    if kind == "smile":
        p.line(f"M{x - 8} 15C{x - 4} 20 {x + 5} 20 {x + 8} 14", ink, 2.5)
    elif kind == "soft":
        p.line(f"M{x - 6} 16C{x - 3} 19 {x + 4} 19 {x + 7} 15", ink, 2.5)
    elif kind == "calm":
        p.line(f"M{x - 6} 17C{x - 2} 18.3 {x + 3} 18 {x + 6} 16.5", ink, 2.5)
    elif kind == "worry":
        p.line(f"M{x - 6} 18.5C{x - 2} 15.5 {x + 3} 15.5 {x + 6} 18", ink, 2.5)
    elif kind == "tense":
        p.line(f"M{x - 7} 17L{x - 2} 16L{x + 3} 17.4L{x + 7} 16", ink, 2.5)
    elif kind == "talk":
        p.fill(
            f"M{x - 6} 14C{x - 2} 12.5 {x + 4} 12.5 {x + 7} 13.5C{x + 7} 21 {x - 4} 23 {x - 6} 14Z",
            "#7a2f28",
        )
        p.line(f"M{x - 3} 14.8L{x + 4.5} 14.5", WHITE, 1.8)
    elif kind == "laugh":
        p.fill(
            f"M{x - 10} 12C{x - 3} 13.5 {x + 5} 13.5 {x + 10} 11C{x + 10} 25 {x - 8} 27 {x - 10} 12Z",
            "#7a2f28",
        )
        p.fill(
            f"M{x - 8.6} 12.6C{x - 3} 14 {x + 5} 14 {x + 9} 12L{x + 8.3} 15.5C{x + 4} 17 {x - 4} 17 {x - 7.6} 16Z",
            WHITE,
        )


def beard(p, kind, colour):
    """Draw a beard, stubble or a moustache."""
    if kind == "full":
        p.fill(
            "M-22 2C-17 12 -10 12 -3 11C3 7 15 7 19 10C25 10 29 6 30 0C31 22 20 37 4 37C-12 37 -22 22 -22 2Z",
            colour,
        )
    elif kind == "stubble":
        p.fill(
            "M-23 6C-17 13 -9 14 -2 12C4 9 14 9 19 11C24 11 28 8 29 4C28 20 18 34 4 34C-11 34 -21 22 -23 6Z",
            colour,
            0.32,
        )
    elif kind == "moustache":
        p.fill("M10 7C16 6 22 9 23 14C17 14 13 13 10 12C7 14 1 15 -4 15C-4 10 3 6 10 7Z", colour)


def glasses(p, colour, at):
    """Draw round glasses."""
    for x in (at - 10.5, at + 10.5):
        p.line(
            f"M{x - 8} -3C{x - 8} -13 {x + 8} -13 {x + 8} -3C{x + 8} 6 {x - 8} 6 {x - 8} -3Z",
            colour,
            2.4,
        )
    p.line(f"M{at - 18.5} -4L-22 -2", colour, 2.4)


def over_face(p, skin, hair, colour, extra):
    """Draw hair and ear over the face; under a headscarf there is nothing to see."""
    if "scarf" in extra:
        return
    front_hair(p, hair, colour)
    if hair.startswith(("long", "bob", "bigcurls")):
        return
    p.oval(-25, 4, 6.4, 7.6, shade(skin, -0.12))
    if "earring" in extra:
        p.dot(-25, 14, 2.8, extra["earring"])


def lower_face(p, skin, mood, ink, extra, at):
    """Draw nose, mouth and beard in the right order."""
    kind, colour = extra.get("beard", ("", ""))
    if kind in ("full", "stubble"):
        beard(p, kind, colour)
        if kind == "full" and mood not in ("talk", "laugh"):
            p.oval(at + 0.5, 17, 10, 4.6, shade(skin, -0.06))
    p.line(f"M{at + 2} -3C{at + 5} 2 {at + 6} 6 {at} 6.5", shade(skin, -0.24), 2.4)
    mouth(p, mood, ink, at)
    if kind == "moustache":
        beard(p, kind, colour)


def head(p, skin, hair, hair_colour, mood="smile", look="open", brow="", extra=None):
    """Draw a whole head. Keys of extra: scarf, hat, beard, glasses, old, child, earring."""
    extra, at = extra or {}, 8
    ink = "#1d130f" if sum(int(skin[i : i + 2], 16) for i in (1, 3, 5)) < 330 else INK
    if "scarf" in extra:
        scarf(p, extra["scarf"], skin)
        p.line("M-16 34C-4 44 14 44 25 32", shade(extra["scarf"], -0.14), 2.6)
    else:
        back_hair(p, hair, hair_colour)
        p.fill(FACE, skin)
    blush = 0.24 if extra.get("child") else 0.14
    p.line(f"M{at - 16} 9H{at - 14}M{at + 16.5} 9H{at + 17}", "#d9694f", 8, blush)
    lower_face(p, skin, mood, ink, extra, at)
    if extra.get("old"):
        p.line(WRINKLES, shade(skin, -0.12), 1.8)
    eyes(p, look, ink, at, skin)
    pale = hair_colour in PALE_HAIR
    brows(p, brow, GREY_D if pale else shade(hair_colour, -0.2), at)
    over_face(p, skin, hair, hair_colour, extra)
    if "hat" in extra:
        hat(p, *extra["hat"])
    if "glasses" in extra:
        glasses(p, extra["glasses"], at)
