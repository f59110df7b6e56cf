"""Bigger things: bicycles, bus stop, balcony, stairs, wheelchair, barber chair."""

from colours import (
    BLUE,
    BLUE_D,
    GREY,
    GREY_D,
    INK,
    SKY,
    SLATE,
    STONE,
    SUN,
    TERRA,
    WHITE,
    WOOD,
    WOOD_D,
)
from pen import shade


def wheel(p, x, y, r, w=6, colour=INK):
    """Draw a wheel with spokes."""
    p.line(
        f"M{x - r} {y}C{x - r} {y - r * 1.34} {x + r} {y - r * 1.34} {x + r} {y}"
        f"C{x + r} {y + r * 1.34} {x - r} {y + r * 1.34} {x - r} {y}Z",
        colour,
        w,
    )
    d = r * 0.7
    p.line(
        f"M{x - r} {y}H{x + r}M{x} {y - r}V{y + r}M{x - d} {y - d}L{x + d} {y + d}M{x - d} {y + d}L{x + d} {y - d}",
        STONE,
        1.6,
    )
    p.dot(x, y, w * 0.7, GREY_D)


def bicycle(p, x, y, s=1.0, f=1, colour=TERRA, r=34):
    """Draw a town bicycle; x: middle, y: ground."""
    q = p.at(x, y, s, f)
    wheel(q, -52, -r, r)
    wheel(q, 54, -r, r)
    q.line(f"M-52 {-r}L-24 -76L34 -82L-4 {-r}ZM-24 -76L-4 {-r}M54 {-r}L36 -98", colour, 7)
    q.line("M36 -98L24 -106", GREY_D, 6)
    q.line(f"M-24 -76L-28 -90M-4 {-r}L8 {-r + 16}M2 {-r + 16}H14", GREY_D, 5)
    q.line("M-42 -92H-14", INK, 9)
    q.line("M18 -107L28 -106", INK, 7)


def cargo_box(p, x, y, s=1.0, f=1, colour=SUN):
    """Draw the box on the carrier."""
    q = p.at(x, y, s, f)
    q.line("M-60 0H-4M-50 2L-36 34", GREY_D, 6)
    q.fill("M-74 -58C-74 -62 -72 -64 -68 -64H-6C-2 -64 0 -62 0 -58V-2H-74Z", colour)
    q.line("M-74 -46H0", shade(colour, -0.16), 4)


def bus_stop(p, x, y, floor, w=190):
    """Draw a glass shelter."""
    p.box(x + 8, y + 14, w - 16, floor - y - 40, SKY, 0, 0.55)
    p.line(
        f"M{x + 8} {y + 10}V{floor}M{x + w - 8} {y + 10}V{floor}M{x + w / 2} {y + 12}"
        f"V{floor - 26}M{x + 8} {floor - 26}H{x + w - 8}",
        GREY_D,
        7,
    )
    p.box(x - 14, y - 6, w + 28, 20, SLATE, 8)


def bus_pole(p, x, y, floor, colour=SUN):
    """Draw a pole with a bus on its sign."""
    p.line(f"M{x} {y}V{floor}", GREY_D, 7)
    p.box(x - 24, y - 8, 48, 50, colour, 8)
    p.fill(f"M{x - 14} {y + 26}V{y + 4}C{x - 14} {y} {x + 14} {y} {x + 14} {y + 4}V{y + 26}Z", INK)
    p.box(x - 10, y + 6, 20, 9, SKY, 2)
    p.dot(x - 7, y + 28, 3.4, INK)
    p.dot(x + 7, y + 28, 3.4, INK)


def railing(p, x, y, w, h, step=18, colour=BLUE_D):
    """Draw a railing."""
    d = "".join(f"M{x + step * i} {y}V{y + h}" for i in range(int(w / step) + 1))
    p.line(d, colour, 4)
    p.line(f"M{x - 4} {y}H{x + w + 4}", colour, 10)
    p.line(f"M{x} {y + h}H{x + w}", colour, 6)


def stairs(p, x, y, steps, run=64, rise=36, colour="#dcc39c", f=1):
    """Draw steps that go up to the right."""
    q = p.at(x, y, 1, f)
    d = "M0 0" + "".join(f"L{i * run} {-(i + 1) * rise}L{(i + 1) * run} {-(i + 1) * rise}" for i in range(steps))
    q.fill(d + f"L{steps * run + 200} {-steps * rise}V0Z", colour)
    for i in range(steps):
        q.line(f"M{i * run - 3} {-(i + 1) * rise}H{(i + 1) * run}", shade(colour, 0.4), 6)


def hooks(p, x, y, w, n=4):
    """Draw a row of hooks."""
    p.box(x, y, w, 16, WOOD, 6)
    for i in range(n):
        hx = x + w * (i + 0.5) / n
        p.line(
            f"M{hx} {y + 12}V{y + 28}C{hx} {y + 36} {hx + 11} {y + 36} {hx + 11} {y + 28}",
            WOOD_D,
            5,
        )


def hanging_coat(p, x, y, colour, s=1.0):
    """Draw a coat that hangs."""
    q = p.at(x, y, s)
    q.fill(
        "M-14 0C-6 8 6 8 14 0C30 6 36 16 38 34L42 116C36 122 30 122 24 118"
        "L22 132C8 138 -10 138 -24 132L-26 118C-30 122 -38 122 -42 116"
        "L-36 34C-34 16 -30 6 -14 0Z",
        colour,
    )
    q.line("M0 8V132M-25 46L-26 116M25 46L24 116", shade(colour, -0.18), 3)


def wheelchair_back(p, x, y, s=1.0, f=1):
    """Draw what is behind the sitter; x, y: middle of the seat."""
    q = p.at(x, y, s, f)
    q.line("M-34 -84L-30 8M-34 -84H-50M-30 8H34L50 74H66", GREY_D, 7)
    q.fill("M-40 -76H-26L-22 6H-36Z", BLUE)


def wheelchair_front(p, x, y, s=1.0, f=1):
    """Draw the wheel before the sitter."""
    q = p.at(x, y, s, f)
    q.line("M-28 10H36", INK, 12)
    q.dot(44, 84, 14, INK)
    q.dot(44, 84, 6, GREY)
    wheel(q, -10, 50, 48, 7)


def barber_chair(p, x, y, floor, f=1, colour=TERRA):
    """Draw a barber's chair."""
    q = p.at(x, y, 1, f)
    h = floor - y
    q.box(-8, 20, 18, h - 26, GREY)
    q.fill(f"M-50 {h}C-46 {h - 16} 46 {h - 16} 50 {h}Z", GREY_D)
    q.box(-62, -100, 28, 120, colour, 14)
    q.box(-56, 2, 112, 28, colour, 14)
    q.line("M34 30L66 74H90", GREY_D, 8)


def mirror(p, x, y, w, h):
    """Draw a mirror on the wall."""
    p.box(x, y, w, h, WOOD, 14)
    p.box(x + 9, y + 9, w - 18, h - 18, "#dcebf0", 8)
    p.line(
        f"M{x + w * 0.22} {y + h * 0.42}L{x + w * 0.42} {y + h * 0.16}M{x + w * 0.22} {y + h * 0.6}"
        f"L{x + w * 0.34} {y + h * 0.44}",
        WHITE,
        6,
    )
