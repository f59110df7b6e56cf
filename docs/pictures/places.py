"""Rooms and streets: quiet backgrounds, so that the people stand out."""

from colours import (
    BLUE,
    CREAM,
    FLOOR,
    GREEN,
    GREEN_L,
    LEAF,
    MINT,
    PAPER,
    SKIRTING,
    SKY,
    SLATE,
    SUN,
    SUN_L,
    TERRA,
    WHITE,
    WOOD,
    WOOD_D,
)
from pen import shade

SHEET = "M0 0H480V440H0Z"


def room(p, wall=CREAM, floor=FLOOR, y=352):
    """Fill the sheet with a wall and a floor."""
    p.box(0, 0, 480, 440, wall)
    p.box(0, y, 480, 440 - y, floor)
    p.box(0, y - 8, 480, 10, SKIRTING)


def window(p, x, y, w=150, h=140, sun=True, sill=True):
    """Draw a window with hills and perhaps sun."""
    p.box(x, y, w, h, WHITE, 12)
    p.box(x + 10, y + 10, w - 20, h - 20, SKY, 5)
    b = y + h - 10
    p.fill(
        f"M{x + 10} {b}V{b - 22}"
        f"C{x + w * 0.3} {b - 44} {x + w * 0.4} {b - 30} {x + w * 0.55} {b - 22}"
        f"C{x + w * 0.7} {b - 40} {x + w * 0.85} {b - 34} {x + w - 10} {b - 24}V{b}Z",
        LEAF,
    )
    if sun:
        p.dot(x + w * 0.72, y + h * 0.34, 24, SUN_L)
        p.dot(x + w * 0.72, y + h * 0.34, 16, SUN)
    p.line(f"M{x + w / 2} {y + 8}V{y + h - 8}", WHITE, 7)
    if sill:
        p.box(x - 10, y + h - 4, w + 20, 12, WHITE, 6)


def kitchen(p, counter=300):
    """Draw a worktop along the wall with cupboards below."""
    room(p)
    p.box(0, counter + 6, 480, 352 - counter, MINT)
    p.box(0, counter - 6, 480, 14, WOOD, 4)
    for x in (8, 128, 248, 368):
        p.box(x, counter + 16, 108, 352 - counter - 22, shade(MINT, 0.35), 6)
        p.line(f"M{x + 44} {counter + 24}H{x + 64}", GREEN, 4)


def hanging_cupboard(p, x, y, w=120, h=90):
    """Draw a cupboard on the wall."""
    p.box(x, y, w, h, MINT, 6)
    p.box(x + 6, y + 6, w / 2 - 9, h - 12, shade(MINT, 0.35), 4)
    p.box(x + w / 2 + 3, y + 6, w / 2 - 9, h - 12, shade(MINT, 0.35), 4)


def frame(p, x, y, w, h, colour=WHITE):
    """Draw a picture on the wall."""
    p.box(x, y, w, h, colour, 6)
    p.box(x + 7, y + 7, w - 14, h - 14, SKY, 2)
    p.fill(
        f"M{x + 7} {y + h - 7}V{y + h * 0.64}"
        f"C{x + w * 0.4} {y + h * 0.4} {x + w * 0.6} {y + h * 0.9}"
        f" {x + w - 7} {y + h * 0.6}V{y + h - 7}Z",
        LEAF,
    )


def board(p, x, y, w, h):
    """Draw a notice board with blank papers."""
    p.box(x, y, w, h, WOOD, 6)
    p.box(x + 7, y + 7, w - 14, h - 14, "#f1cfa0", 2)
    for i, (px, py, pw, ph, c) in enumerate(
        (
            (0.1, 0.16, 0.2, 0.5, WHITE),
            (0.37, 0.2, 0.26, 0.34, MINT),
            (0.7, 0.16, 0.2, 0.44, SUN_L),
            (0.4, 0.62, 0.2, 0.24, WHITE),
        )
    ):
        p.box(x + w * px, y + h * py, w * pw, h * ph, c)
        p.dot(x + w * (px + pw / 2), y + h * py + 3, 2.6, (TERRA, BLUE, GREEN, TERRA)[i])


def door(p, x, y, w, h, colour=GREEN, glass=True, knob=1):
    """Draw a front door or back door."""
    p.box(x - 9, y - 9, w + 18, h + 9, WHITE, 4)
    p.box(x, y, w, h, colour)
    if glass:
        p.box(x + w * 0.2, y + h * 0.1, w * 0.6, h * 0.3, SKY, 5)
        p.line(f"M{x + w / 2} {y + h * 0.1}V{y + h * 0.4}", colour, 5)
    p.line(
        f"M{x + w * 0.22} {y + h * 0.55}H{x + w * 0.78}V{y + h * 0.88}H{x + w * 0.22}Z",
        shade(colour, -0.16),
        3,
    )
    kx = x + (w - 13 if knob > 0 else 13)
    p.line(f"M{kx} {y + h * 0.48}H{kx - 10 * knob}", SUN, 5)


def bricks(p, x, y, w, h, colour):
    """Draw a wall with a few bricks shown."""
    p.box(x, y, w, h, colour)
    dark = shade(colour, -0.07)
    for bx, by in (
        (0.06, 0.1),
        (0.5, 0.06),
        (0.8, 0.3),
        (0.1, 0.5),
        (0.62, 0.6),
        (0.3, 0.82),
        (0.86, 0.86),
    ):
        px, py = x + w * bx, y + h * by
        p.line(f"M{px} {py}H{px + 16}M{px + 10} {py + 9}H{px + 26}", dark, 4)


def house_window(p, x, y, w, h, curtain=WHITE):
    """Draw a window as seen from the street."""
    p.box(x - 6, y - 6, w + 12, h + 12, WHITE, 4)
    p.box(x, y, w, h, SKY)
    p.fill(
        f"M{x} {y}H{x + w * 0.3}C{x + w * 0.28} {y + h * 0.5} {x + w * 0.2} {y + h * 0.8} {x} {y + h}Z",
        curtain,
    )
    p.fill(
        f"M{x + w} {y}H{x + w * 0.7}C{x + w * 0.72} {y + h * 0.5} {x + w * 0.8} {y + h * 0.8} {x + w} {y + h}Z",
        curtain,
    )
    p.box(x - 10, y + h + 3, w + 20, 9, WHITE, 4)


def pavement(p, y=352, kerb=None):
    """Draw stones underfoot and perhaps a kerb."""
    p.box(0, y, 480, 440 - y, "#e6d5ba")
    p.line(
        f"M0 {y + 28}H480M70 {y}L50 {y + 28}M190 {y}L180 {y + 28}M310 {y}L318 {y + 28}M420 {y}L440 {y + 28}",
        "#d8c3a2",
        2.4,
    )
    if kerb:
        p.box(0, kerb, 480, 10, "#f3e9d6")
        p.box(0, kerb + 10, 480, 440, SLATE)


def sky(p, colour="#e3f0ee"):
    """Fill the sheet with sky."""
    p.box(0, 0, 480, 440, colour)


def roofs(p, y=352, colours=(ROOF1 := "#e7b98f", "#d9a07a", "#edcaa2", "#dba983")):
    """Draw a row of houses far away."""
    for i, c in enumerate(colours):
        x = i * 122 - 6
        top = y - 150 - (i % 2) * 24
        p.fill(f"M{x} {y}V{top}L{x + 61} {top - 44}L{x + 122} {top}V{y}Z", c)
        p.fill(
            f"M{x - 4} {top + 4}L{x + 61} {top - 48}L{x + 126} {top + 4}L{x + 122} {top + 12}"
            f"L{x + 61} {top - 34}L{x} {top + 12}Z",
            shade(c, -0.2),
        )
        for wx in (20, 70):
            p.box(x + wx, top + 24, 32, 38, WHITE, 3)
            p.box(x + wx + 4, top + 28, 24, 30, SKY)


def flat(p, x, y, w, h, colour="#e9c6a0", rows=3, cols=4):
    """Draw a block of flats with galleries."""
    p.box(x, y, w, h, colour)
    cw, rh = w / cols, h / rows
    for r in range(rows):
        for c in range(cols):
            p.box(
                x + c * cw + cw * 0.18,
                y + r * rh + 14,
                cw * 0.64,
                rh - 40,
                SKY if (r + c) % 3 else PAPER,
                3,
            )
        p.box(x, y + (r + 1) * rh - 20, w, 14, WHITE, 2)


def tree(p, x, y, s=1.0, colour=GREEN_L):
    """Draw a tree that stands at x, y."""
    q = p.at(x, y, s)
    q.line("M0 0V-96M0 -60L22 -84", WOOD_D, 13)
    q.dot(-24, -118, 38, colour)
    q.dot(26, -122, 40, shade(colour, -0.08))
    q.dot(2, -150, 40, shade(colour, 0.1))


def bush(p, x, y, s=1.0, colour=LEAF):
    """Draw a bush that stands at x, y."""
    q = p.at(x, y, s)
    q.fill("M-60 0C-72 -28 -48 -46 -32 -38C-26 -62 10 -64 18 -42C38 -52 62 -30 54 0Z", colour)


def park(p, y=300):
    """Draw grass, hills and a path."""
    sky(p)
    p.fill(
        f"M0 {y + 10}V{y - 34}C60 {y - 70} 110 {y - 60} 170 {y - 30}"
        f"C230 {y - 66} 300 {y - 62} 350 {y - 30}"
        f"C400 {y - 58} 450 {y - 50} 480 {y - 36}V{y + 10}Z",
        "#b9d8bf",
    )
    p.box(0, y, 480, 440 - y, "#a5cfa8")
    p.fill(
        f"M0 {y + 66}C140 {y + 46} 320 {y + 50} 480 {y + 36}V{y + 112}C320 {y + 126} 140 {y + 128} 0 {y + 140}Z",
        "#f0dfbf",
    )
