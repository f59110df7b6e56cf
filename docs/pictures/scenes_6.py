"""Draw the pictures of lesson 6."""

import places as pl
import things as th
import things_2 as tb
from cast import seat, sit, stand, who
from colours import (
    BLUE,
    GREEN,
    GREEN_D,
    GREY,
    MINT,
    SKY,
    SUN,
    TERRA,
    WHITE,
)
from pen import shade
from stage import scene

CAPE = "#b9d6d9"


@scene("praten-in-het-buurthuis")
def praten(p):
    """Draw Loubna and Sjaak in conversation in the community centre."""
    pl.room(p)
    pl.board(p, 176, 40, 140, 100)
    pl.window(p, 378, 40, 140, 130, False)
    th.plant(p, 44, 352, 1.3)
    floor, s = 418, 1.34
    th.chair(p, 104, seat(floor, s), floor, 1)
    tb.wheelchair_back(p, 388, 330, 0.9, -1)
    a = sit(
        p,
        "loubna",
        104,
        floor,
        s,
        1,
        mood="talk",
        near=(176, 230),
        near_hand="open",
        far=(206, 222),
        far_hand="open",
    )
    b = sit(
        p,
        "sjaak",
        386,
        floor,
        s,
        -1,
        up=18,
        mood="calm",
        brow="up",
        look="open",
        tilt=8,
        near=(306, 254),
        near_hand="grip",
        far=(300, 258),
        feet=((334, 396), (320, 396)),
    )
    a.draw("legs far torso head")
    b.draw("far legs torso head")
    th.table(p, 152, 272, 184, floor)
    th.mug(p, 214, 273, BLUE, -1, 0.9)
    a.draw("near")
    tb.wheelchair_front(p, 388, 330, 0.9, -1)
    b.draw("near", near_item=lambda q: th.mug(q, 8, 16, SUN))


@scene("samen-naar-de-huisarts")
def huisarts(p):
    """Draw Loubna and Ali on the way to the surgery."""
    pl.bricks(p, 0, 0, 480, 350, "#efc79c")
    p.box(296, 70, 150, 282, WHITE, 4)
    p.box(306, 80, 62, 272, SKY)
    p.box(374, 80, 62, 272, SKY)
    p.fill("M306 80H336L306 130ZM374 80H404L374 130Z", WHITE, 0.5)
    p.line("M360 204V236M382 204V236", GREY, 6)
    p.box(286, 46, 170, 20, GREEN, 6)
    p.box(330, 30, 82, 30, WHITE, 5)
    pl.house_window(p, 120, 90, 110, 110, MINT)
    pl.pavement(p, 350)
    th.plant(p, 458, 400, 1.1)
    floor = 420
    a = stand(
        p,
        "ali",
        226,
        floor - 4,
        1.2,
        1,
        face=-1,
        mood="smile",
        feet=((192, floor - 4), (262, floor - 4)),
        toes=(14, -6),
    )
    a.draw()
    b = stand(
        p,
        "loubna",
        84,
        floor,
        1.16,
        1,
        mood="talk",
        feet=((50, floor), (120, floor)),
        toes=(14, -6),
        far=(142, 250),
        far_hand="open",
        top="tunic",
    )
    b.draw()


@scene("stil-op-de-bank")
def stil(p):
    """Draw Petra, sad, with Loubna quietly beside her."""
    pl.room(p)
    pl.window(p, 30, 36, 140, 124, False)
    th.lamp(p, 448, 410, 240)
    floor, s = 420, 1.26
    th.sofa(p, 30, 330, 392, floor, BLUE)
    a = sit(
        p,
        "petra",
        168,
        floor,
        s,
        1,
        up=2,
        lean=14,
        tilt=8,
        mood="worry",
        look="down",
        brow="worry",
        near=(232, 318),
        near_hand="flat",
        far=(244, 320),
    )
    a.draw("far legs torso head near")
    b = sit(
        p,
        "loubna",
        352,
        floor,
        s,
        -1,
        up=2,
        lean=4,
        tilt=6,
        mood="calm",
        brow="worry",
        near=(300, 318),
        near_hand="flat",
        far=(232, 264),
        far_hand="flat",
    )
    b.draw("legs far torso head near")
    th.legs_table(p, 28, 372, 136, 430)
    th.cup(p, 70, 373, WHITE, 0.9)
    th.cup(p, 124, 373, WHITE, 0.9)


@scene("jamal-achter-het-buurthuis")
def jamal(p):
    """Draw Jamal and Dylan in talk behind the community centre."""
    pl.bricks(p, 0, 0, 480, 356, "#e7b98f")
    pl.door(p, 176, 90, 122, 266, BLUE)
    pl.bush(p, 440, 360, 0.9)
    pl.pavement(p, 356)
    floor = 420
    j = stand(
        p,
        "jamal",
        142,
        floor,
        1.22,
        1,
        mood="talk",
        near=(104, 298),
        near_hand="cig",
        far=(208, 250),
        far_hand="open",
    )
    j.draw("far legs torso head near", near_item=lambda q: th.cigarette(q, 2, 6, 78, 1.1))
    d = stand(p, "dylan", 342, floor, 1.12, -1, mood="smile", near=(352, 286), near_b=1, near_hand="flat")
    d.draw("far legs torso head")
    th.ball(p, 366, 262, 30)
    d.draw("near")


@scene("luisteren-bij-de-kapper")
def kapper(p):
    """Draw barber Hassan, who stops cutting and listens to Bram."""
    pl.room(p)
    tb.mirror(p, 330, 52, 130, 210)
    p.fill("M342 253C344 214 366 196 394 196S444 214 448 253Z", CAPE)
    who(p, "bram", 397, 268, 0.98, -1, mood="talk").draw("head")
    p.box(316, 270, 170, 14, TERRA, 6)
    for x, c in ((346, GREEN), (372, SUN), (430, BLUE)):
        p.box(x, 242, 16, 28, c, 4)
    floor, s = 420, 1.3
    tb.barber_chair(p, 236, 326, floor, 1, GREEN)
    b = sit(
        p,
        "bram",
        232,
        floor,
        s,
        1,
        up=14,
        mood="talk",
        look="open",
        ahead=(66, 76),
        top="tunic",
        colour=MINT,
    )
    b.draw("legs")
    b.draw("torso")
    q = p.at(b.x, b.y, s)
    q.fill(
        "M-14 -97C-34 -92 -44 -60 -48 -10C-50 8 -46 18 -38 22H70C84 22 88 8 80 -4"
        "C66 -22 40 -40 32 -76C30 -88 24 -94 18 -97Z",
        CAPE,
    )
    q.line("M-28 -30C-30 -10 -30 4 -28 14M8 -40C12 -20 24 -6 40 4", shade(CAPE, -0.14), 3)
    b.draw("head")
    h = stand(
        p,
        "hassan",
        106,
        floor,
        1.22,
        1,
        mood="soft",
        tilt=6,
        near=(148, 262),
        near_hand="grip",
        far=(176, 214),
        far_hand="grip",
    )
    h.draw(
        "legs far torso head near",
        far_item=lambda q: q.line("M-4 6L22 -16", GREEN_D, 6),
        near_item=lambda q: q.line("M4 4L22 -10M4 -2L24 2", "#8a949a", 4),
    )
