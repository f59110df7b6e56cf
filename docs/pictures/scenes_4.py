"""Draw the pictures of lesson 4."""

import places as pl
import things as th
import things_2 as tb
from cast import seat, sit, stand, who
from colours import (
    BLUE,
    GREEN,
    SKY,
    TERRA,
    WHITE,
)
from pen import shade
from stage import scene


def pouch(p, x, y, s=1.0, turn=0):
    """Draw an open pouch of tobacco without a brand."""
    q = p.at(x, y, s, 1, turn)
    q.fill("M-22 -30L-17 -52H19L22 -30Z", shade(BLUE, 0.2))
    q.fill("M-20 -30C-14 -42 14 -42 20 -30Z", "#8a5a34")
    q.line("M-12 -36L-7 -42M-1 -36L4 -43M8 -35L14 -40", "#b98450", 2.6)
    q.fill("M-23 -31H23L21 4H-21Z", BLUE)
    q.fill("M-22.4 -20H22.4L22 -8H-21.8Z", WHITE)


@scene("nadia-en-de-tabak")
def nadia(p):
    """Draw Nadia, who smells the tobacco; her brother looks on."""
    pl.room(p)
    pl.window(p, 166, 34, 150, 130)
    pl.hanging_cupboard(p, 382, 24, 90, 84)
    floor, s = 418, 1.34
    th.chair(p, 104, seat(floor, s), floor, 1)
    th.chair(p, 388, seat(floor, s), floor, -1)
    n = sit(
        p,
        "nadia",
        104,
        floor,
        s,
        1,
        mood="smile",
        look="down",
        tilt=6,
        near=(164, 206),
        near_hand="grip",
        far=(190, 200),
        far_hand="flat",
    )
    r = sit(
        p,
        "rachid50",
        388,
        floor,
        s,
        -1,
        mood="smile",
        near=(314, 260),
        near_hand="flat",
        far=(300, 264),
    )
    n.draw("legs far torso head")
    r.draw("far legs torso head")
    th.table(p, 152, 270, 186, floor)
    th.mug(p, 262, 271, BLUE, 1, 0.9)
    pouch(p, 182, 206, 1.05, -12)
    n.draw("near")
    r.draw("near")


@scene("henk-en-het-filter")
def henk(p):
    """Draw Henk and Joyce, who look at the filter of a cigarette."""
    pl.sky(p)
    pl.roofs(p, 336)
    pl.pavement(p, 336)
    tb.bus_stop(p, 40, 40, 414, 400)
    tb_floor, s = 420, 1.3
    th.bench(p, 66, 328, 348, tb_floor)
    j = sit(
        p,
        "joyce",
        356,
        tb_floor,
        s,
        -1,
        lean=6,
        mood="soft",
        look="open",
        tilt=4,
        near=(312, 308),
        near_hand="flat",
        far=(300, 310),
    )
    h = sit(
        p,
        "henk",
        134,
        tb_floor,
        s,
        1,
        mood="soft",
        brow="up",
        tilt=4,
        far=(222, 196),
        far_hand="cig",
        far_b=1,
        near=(176, 306),
        near_hand="flat",
    )
    j.draw()
    h.draw("far legs torso head near", far_item=lambda q: th.cigarette(q, -22, -8, -8, 1.2, False))


@scene("aicha-op-de-trap")
def aicha(p):
    """Draw Aïcha on the stairs; Ria sits a step lower and listens."""
    pl.room(p, "#f7e6c6", "#e3cfa9", 396)
    pl.window(p, 30, 36, 120, 140, False)
    tb.stairs(p, 150, 420, 6, 70, 46)
    p.line("M142 404V282L480 60M185 254V366M255 208V320M325 162V274M395 116V228M465 70V182", BLUE, 8)
    s = 1.24
    a = who(
        p,
        "aicha",
        330,
        262,
        s,
        -1,
        lean=-8,
        mood="calm",
        brow="worry",
        tilt=8,
        feet=((262, 328), (250, 328)),
        near=(262, 258),
        far=(256, 262),
    )
    r = who(
        p,
        "ria",
        194,
        352,
        s,
        -1,
        face=-1,
        mood="soft",
        feet=((132, 424), (116, 424)),
        near=(140, 334),
        near_hand="flat",
        far=(126, 336),
        tilt=-10,
    )
    a.draw("legs far torso head near")
    r.draw("far legs torso head near")


@scene("theo-op-de-bank-bij-het-buurthuis")
def theo(p):
    """Draw Theo alone on the bench, and Loubna who looks his way."""
    pl.bricks(p, 0, 0, 480, 330, "#efc79c")
    pl.door(p, 20, 92, 110, 238, GREEN)
    p.box(324, 64, 138, 124, WHITE, 4)
    p.box(332, 72, 122, 108, SKY)
    pl.pavement(p, 330)
    th.bench(p, 300, 304, 170, 366)
    k = sit(
        p,
        "theo",
        392,
        366,
        0.92,
        -1,
        mood="calm",
        look="down",
        tilt=4,
        near=(350, 306),
        near_hand="flat",
        far=(318, 262),
        far_hand="cig",
    )
    k.draw("legs torso head far near", far_item=lambda q: th.cigarette(q, 4, -4, -36, 0.8))
    th.smoke(p, 290, 244, 80, 0.8)
    floor = 426
    stand(p, "peter", 72, floor, 1.14, 1, mood="talk", near=(104, 270), near_hand="grip").draw(
        near_item=lambda q: th.mug(q, 8, 14, BLUE)
    )
    stand(p, "loubna", 232, floor, 1.14, -1, face=-1, mood="smile", near=(200, 270), near_hand="grip").draw(
        near_item=lambda q: th.mug(q, 8, 14, TERRA)
    )
