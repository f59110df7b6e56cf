"""Small things: tables, cups, cigarettes, letters. Each takes a pen and a place."""

from colours import (
    BLUE,
    BLUE_L,
    COFFEE,
    GREEN,
    GREY_D,
    INK,
    ROSE,
    SLATE,
    STONE,
    SUN,
    TERRA,
    TERRA_D,
    WHITE,
    WOOD,
    WOOD_D,
)
from pen import shade

LIT, ASH = "#e8643a", "#cfc8bd"


def table(p, x, y, w, floor=418, top=TERRA):
    """Draw a table on one leg; x is its left end, y its upper side."""
    mid = x + w / 2
    p.box(mid - 9, y + 10, 18, floor - y - 24, TERRA_D)
    p.fill(
        f"M{mid - 44} {floor}C{mid - 40} {floor - 18} {mid - 16} {floor - 24} {mid} {floor - 24}"
        f"S{mid + 40} {floor - 18} {mid + 44} {floor}Z",
        TERRA_D,
    )
    p.box(x, y, w, 18, top, 9)


def legs_table(p, x, y, w, floor=418, top=TERRA):
    """Draw a table on two visible legs."""
    p.line(
        f"M{x + 24} {y + 12}L{x + 18} {floor}M{x + w - 24} {y + 12}L{x + w - 18} {floor}",
        TERRA_D,
        12,
    )
    p.box(x, y, w, 18, top, 9)


def chair(p, x, y, floor, f=1, colour=WOOD, wood=TERRA_D):
    """Draw a chair from the side; x, y: middle of the seat; f: where the sitter looks."""
    q = p.at(x, y, 1, f)
    h = floor - y
    q.line(f"M-46 -130V{h}M-46 8H50M44 12V{h}", wood, 12)
    q.box(-58, -136, 24, 80, colour, 12)
    q.box(-54, 0, 114, 18, colour, 9)


def mug(p, x, y, colour=BLUE, f=1, s=1.0, steam=False):
    """Draw a mug; x, y: middle of the underside."""
    q = p.at(x, y, s, f)
    q.line("M15 -27C30 -30 31 -8 13 -10", colour, 5)
    q.fill("M-17 -34H17V-8C17 -2 13 0 9 0H-9C-13 0 -17 -2 -17 -8Z", colour)
    q.oval(0, -34, 17, 4.6, shade(colour, 0.75))
    q.oval(0, -33.6, 13, 3, COFFEE)
    if steam:
        q.line("M-6 -46C-12 -54 0 -58 -6 -68M8 -46C2 -54 14 -58 8 -68", STONE, 3.2)


def cup(p, x, y, colour=WHITE, s=1.0, f=1):
    """Draw a tea cup on a saucer."""
    q = p.at(x, y, s, f)
    q.oval(0, -2, 30, 5, shade(colour, -0.06))
    q.line("M17 -22C32 -24 30 -6 13 -8", colour, 4.6)
    q.fill("M-20 -26H20C20 -12 12 -3 0 -3S-20 -12 -20 -26Z", colour)
    q.oval(0, -26, 20, 4.4, shade(colour, -0.08))
    q.oval(0, -25.6, 16, 3, "#b5733c")


def teapot(p, x, y, colour=GREEN, s=1.0):
    """Draw a teapot."""
    q = p.at(x, y, s)
    q.line("M30 -24C48 -30 44 -46 56 -50", colour, 9)
    q.line("M-28 -36C-54 -44 -54 -8 -28 -14", colour, 7)
    q.fill("M-32 -24C-32 -44 -18 -54 0 -54S32 -44 32 -24C32 -8 20 0 0 0S-32 -8 -32 -24Z", colour)
    q.line("M-20 -48H20", shade(colour, -0.18), 5)
    q.dot(0, -56, 6, shade(colour, -0.18))


def cigarette(p, x, y, turn=0, s=1.0, lit=True):
    """Draw a cigarette, filter at x, y; it points right before turning."""
    q = p.at(x, y, s, 1, turn)
    q.line("M0 0H9", "#e0a45c", 5)
    q.line("M9 0H30", WHITE, 5)
    if lit:
        q.line("M30 0H32", LIT, 5)


def smoke(p, x, y, h=70, s=1.0, opacity=0.9):
    """Draw one soft line of smoke from x, y upwards."""
    q = p.at(x, y, s)
    q.line(
        f"M0 0C-14 {-h * 0.25} 14 {-h * 0.45} 2 {-h * 0.68}C-5 {-h * 0.84} 4 {-h * 0.94} 6 {-h}",
        ASH,
        5,
        opacity,
    )


def pack(p, x, y, turn=0, s=1.0, lid=TERRA):
    """Draw an upright packet without a brand."""
    q = p.at(x, y, s, 1, turn)
    q.fill("M-14 -20H14V20H-14Z", WHITE)
    q.fill("M-14 -20H14V-8H-14Z", lid)
    q.line("M-8 8H8", STONE, 2.4)


def pack_flat(p, x, y, s=1.0, f=1):
    """Draw a packet that lies on a table, one cigarette a little out."""
    q = p.at(x, y, s, f)
    q.line("M20 -7H44", "#c9b591", 7)
    q.line("M20 -7H36", WHITE, 5)
    q.line("M37 -7H44", "#e0a45c", 5)
    q.fill("M-26 -13L-16 -22H34L25 -13Z", "#f6ead2")
    q.fill("M-26 -13H25V0H-26Z", WHITE)
    q.fill("M8 -13L18 -22H34L25 -13V0H8Z", TERRA)


def cards(p, x, y):
    """Draw a deck of cards."""
    p.fill(f"M{x - 30} {y - 10}L{x - 20} {y - 20}H{x + 34}L{x + 26} {y - 10}V{y}H{x - 30}Z", WHITE)
    p.fill(f"M{x - 24} {y - 12}L{x - 17} {y - 18}H{x + 28}L{x + 22} {y - 12}Z", BLUE)
    p.line(f"M{x - 28} {y - 6}H{x + 25}M{x - 28} {y - 3}H{x + 25}", STONE, 1.2)


def ashtray(p, x, y, burning=True):
    """Draw an ashtray with a cigarette."""
    p.fill(
        f"M{x - 26} {y - 11}H{x + 26}C{x + 26} {y - 2} {x + 16} {y} {x} {y}S{x - 26} {y - 2} {x - 26} {y - 11}Z",
        SLATE,
    )
    p.oval(x, y - 11, 26, 4.4, shade(SLATE, -0.25))
    cigarette(p, x + 4, y - 10, -24, 0.9, burning)


def letters(p, x, y, n=5):
    """Draw a pile of blank post."""
    for i in range(n):
        dx = (0, 6, -4, 3, -2, 5)[i % 6]
        p.box(x + dx, y - 7 - i * 7, 72, 7, (WHITE, "#f2e6cf", "#dbe9ee")[i % 3], 1.5)
        p.line(f"M{x + dx + 2} {y - i * 7}H{x + dx + 70}", STONE, 1.4)
    t = y - 7 - n * 7
    p.fill(f"M{x + 2} {t + 7}L{x + 16} {t - 8}H{x + 80}L{x + 70} {t + 7}Z", WHITE)
    p.line(f"M{x + 16} {t - 8}L{x + 44} {t + 3}L{x + 80} {t - 8}", STONE, 2)


def phone(p, turn=0):
    """Draw a telephone around the pen's own zero."""
    q = p.at(0, 0, 1, 1, turn)
    q.fill(
        "M-7 -18H7C9 -18 10 -17 10 -15V15C10 17 9 18 7 18H-7C-9 18 -10 17 -10 15V-15C-10 -17 -9 -18 -7 -18Z",
        INK,
    )
    q.fill("M-7 -14H7V12H-7Z", BLUE_L)


def plant(p, x, y, s=1.0, pot=TERRA):
    """Draw a plant in a pot."""
    q = p.at(x, y, s)
    q.line(
        "M0 -30V-62M0 -40C-14 -42 -22 -52 -22 -64C-8 -64 0 -54 0 -40ZM0 -48C14 -50 22 -60 22 -74C8 -74 0 -62 0 -48Z",
        GREEN,
        3,
    )
    q.fill(
        "M0 -40C-14 -42 -22 -52 -22 -64C-8 -64 0 -54 0 -40ZM0 -48C14 -50 22 -60 22 -74C8 -74 0 -62 0 -48Z",
        GREEN,
    )
    q.fill("M-20 -32H20L15 0H-15Z", pot)
    q.line("M-20 -31H20", shade(pot, -0.14), 6)


def ball(p, x, y, r=20):
    """Draw a football."""
    q = p.at(x, y, r / 20)
    q.dot(0, 0, 20, WHITE)
    q.fill("M0 -9L8 -3L5 7H-5L-8 -3Z", INK)
    q.line("M0 -9V-18M8 -3L17 -7M5 7L11 15M-5 7L-11 15M-8 -3L-17 -7", INK, 2.4)


def bench(p, x, y, w, floor):
    """Draw a bench from the front; x is its left end, y the top of the seat."""
    p.line(f"M{x + 26} {y - 84}V{floor}M{x + w - 26} {y - 84}V{floor}", GREY_D, 9)
    p.box(x, y - 88, w, 22, WOOD, 8)
    p.box(x, y - 56, w, 22, WOOD, 8)
    p.box(x - 4, y - 4, w + 8, 18, shade(WOOD, -0.12), 8)


def sofa(p, x, y, w, floor, colour=GREEN):
    """Draw a sofa from the front; y is the top of the seat."""
    dark = shade(colour, -0.16)
    p.line(f"M{x + 26} {floor - 8}V{floor}M{x + w - 26} {floor - 8}V{floor}", WOOD_D, 10)
    p.box(x + 10, y - 104, w - 20, 150, colour, 26)
    p.line(f"M{x + w / 2} {y - 88}V{y}", dark, 3)
    p.box(x + 8, y, w - 16, floor - y - 6, dark, 12)
    p.box(x - 6, y - 46, 40, floor - y + 40, shade(colour, 0.1), 18)
    p.box(x + w - 34, y - 46, 40, floor - y + 40, shade(colour, 0.1), 18)


def cushion(p, x, y, turn=0, colour=SUN):
    """Draw a cushion."""
    q = p.at(x, y, 1, 1, turn)
    q.fill(
        "M-28 -26C-10 -30 10 -30 28 -26C31 -10 31 10 28 26C10 29 -10 29 -28 26C-31 10 -31 -10 -28 -26Z",
        colour,
    )


def lamp(p, x, floor, h=230):
    """Draw a standing lamp."""
    p.line(f"M{x} {floor - 4}V{floor - h}", WOOD_D, 6)
    p.line(f"M{x - 24} {floor - 2}H{x + 24}", WOOD_D, 8)
    p.fill(f"M{x - 22} {floor - h - 50}H{x + 22}L{x + 38} {floor - h + 10}H{x - 38}Z", SUN)


def pendant(p, x, y, colour=GREEN):
    """Draw a hanging lamp."""
    p.line(f"M{x} 0V{y - 30}", GREY_D, 3)
    p.fill(
        f"M{x - 14} {y - 34}H{x + 14}C{x + 34} {y - 26} {x + 44} {y - 10} {x + 46} {y}"
        f"H{x - 46}C{x - 44} {y - 10} {x - 34} {y - 26} {x - 14} {y - 34}"
        "Z",
        colour,
    )


def rug(p, x, y, rx, ry, colour=ROSE):
    """Draw a round rug."""
    p.oval(x, y, rx, ry, colour)
    p.oval(x, y, rx - 14, ry - 7, shade(colour, 0.3))


def bag(p, x, y, s=1.0, colour=WOOD_D, f=1):
    """Draw a bag; the strap is drawn by the scene."""
    q = p.at(x, y, s, f)
    q.fill("M-26 0H26C30 20 30 34 27 46H-27C-30 34 -30 20 -26 0Z", colour)
    q.fill("M-26 0H26C28 12 22 22 0 22S-28 12 -26 0Z", shade(colour, -0.15))
    q.dot(0, 20, 4, SUN)


def parcel(p, x, y, w=70, h=50):
    """Draw a parcel."""
    p.box(x, y - h, w, h, "#cf9a63", 3)
    p.box(x + w * 0.4, y - h, w * 0.2, h, "#e6bf8d")
    p.box(x + w * 0.66, y - h + 8, w * 0.24, h * 0.34, WHITE, 1)
