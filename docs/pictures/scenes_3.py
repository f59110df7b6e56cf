"""Draw the pictures of lesson 3."""

import beings as be
import places as pl
import things as th
import things_2 as tb
from cast import child, seat, sit, stand
from colours import (
    BLUE,
    BLUE_D,
    GREEN,
    GREY_D,
    LEAF,
    ROSE,
    SLATE,
    STONE,
    SUN,
    TERRA,
    WHITE,
    WOOD,
)
from pen import shade
from stage import scene


@scene("vader-en-kind-in-de-keuken")
def vader(p):
    """Draw a father who cooks and smokes while his daughter draws."""
    pl.kitchen(p, 268)
    pl.window(p, 300, 34, 150, 130)
    pl.hanging_cupboard(p, 22, 24, 90, 84)
    floor, s = 420, 1.2
    p.box(26, 216, 62, 46, SLATE, 8)
    p.line("M18 230H96", GREY_D, 7)
    p.line("M20 216H94", shade(SLATE, -0.2), 7)
    p.line("M44 204C36 192 52 184 44 170M66 204C58 192 74 184 66 170", STONE, 4)
    r = stand(
        p,
        "rachid",
        152,
        floor - 6,
        s,
        1,
        mood="soft",
        near=(98, 214),
        near_hand="grip",
        far=(226, 214),
        far_hand="cig",
    )
    r.draw("legs torso head near", near_item=lambda q: q.line("M0 10L-24 -6", WOOD, 5))
    th.chair(p, 412, 352, floor, -1)
    c = child(
        p,
        404,
        floor,
        0.98,
        -1,
        "olive",
        "tails",
        "black",
        y=338,
        feet=((352, 404), (346, 404)),
        colour=TERRA,
        near=(342, 290),
        far=(338, 286),
        mood="smile",
        look="down",
        tilt=8,
        far_hand="flat",
    )
    c.draw("legs far torso head")
    th.legs_table(p, 232, 300, 150, floor)
    p.fill("M290 298L302 288H366L358 298Z", WHITE)
    for i, x in enumerate((252, 262, 272)):
        p.line(f"M{x} 297L{x + 9} 294", (SUN, BLUE, GREEN)[i], 4)
    c.draw("near", near_item=lambda q: q.line("M4 4L18 -14", BLUE, 4))
    p.line("M262 196C270 176 286 194 298 182S316 162 330 176S342 188 348 182", th.ASH, 6, 0.75)
    r.draw("far", far_item=lambda q: th.cigarette(q, 8, -4, -28, 1.1))


@scene("oom-piet-hangt-zijn-jas-op")
def piet(p):
    """Draw Uncle Piet, who hangs up his coat; a toddler hugs his leg."""
    pl.room(p, "#fbe9cb")
    pl.door(p, 26, 84, 120, 268, GREEN)
    tb.hooks(p, 268, 112, 180)
    tb.hanging_coat(p, 422, 142, ROSE, 0.7)
    th.rug(p, 230, 408, 150, 18, LEAF)
    floor, s = 416, 1.22
    tb.hanging_coat(p, 336, 142, shade(BLUE, -0.1), 1.0)
    r = stand(
        p,
        "piet",
        236,
        floor,
        s,
        1,
        mood="smile",
        look="down",
        tilt=10,
        far=(326, 152),
        far_b=1,
        near=(190, 262),
    )
    r.draw("far legs torso head")
    child(
        p,
        180,
        floor + 6,
        0.62,
        1,
        "light",
        "kid",
        "blond",
        colour=SUN,
        mood="laugh",
        look="happy",
        tilt=-14,
        near=(216, 350),
        far=(222, 340),
        far_b=1,
        legs=BLUE_D,
    ).draw()
    r.near = (160, 244)
    r.draw("near")


@scene("esra-vraagt-het")
def esra(p):
    """Draw Esra with her baby and Noor on the sofa."""
    pl.room(p)
    pl.frame(p, 180, 40, 120, 84)
    th.lamp(p, 452, 410, 250)
    floor, s = 420, 1.26
    th.sofa(p, 30, 330, 400, floor, GREEN)
    e = sit(p, "esra", 132, floor, s, 1, up=2, mood="talk", brow="up", far=(206, 284), near=(176, 306))
    n = sit(
        p,
        "noor",
        340,
        floor,
        s,
        -1,
        up=2,
        mood="soft",
        brow="worry",
        near=(276, 258),
        near_hand="open",
        far=(262, 246),
        far_hand="open",
    )
    e.draw("far legs torso head")
    n.draw("legs torso head far near")
    be.baby(p, 186, 322, 0.95, 1, mood="smile")
    e.draw("near")


@scene("oma-op-het-balkon")
def oma(p):
    """Draw Grandma Willy on the balcony, who waves at the baby inside."""
    pl.sky(p)
    pl.tree(p, 36, 330, 1.3)
    tb.railing(p, -8, 252, 160, 116, 22)
    pl.bricks(p, 150, 0, 330, 372, "#e7b98f")
    p.box(222, 56, 250, 316, WHITE, 6)
    p.box(234, 68, 226, 292, "#fff3da")
    p.box(234, 322, 226, 38, "#eed5ab")
    pl.frame(p, 262, 108, 70, 56)
    th.rug(p, 356, 346, 84, 13, ROSE)
    be.baby(p, 370, 346, 1.05, -1, "#d49c70", "#2b2422", SUN, True)
    p.fill("M234 68H300L234 210Z", WHITE, 0.35)
    p.fill("M398 68H424L300 316L286 300Z", WHITE, 0.3)
    p.box(234, 204, 8, 44, STONE, 4)
    p.box(0, 368, 480, 72, "#d6cdbd")
    p.line("M0 370H480", "#b9ae9b", 5)
    floor = 424
    w = stand(
        p,
        "willy",
        140,
        floor,
        1.2,
        1,
        mood="laugh",
        look="happy",
        far=(214, 168),
        far_hand="open",
        near=(96, 300),
        near_hand="cig",
    )
    w.draw("far legs torso head near", near_item=lambda q: th.cigarette(q, 0, 6, 105, 1.1))


@scene("thee-bij-oma")
def thee(p):
    """Draw Grandma Willy and Noor with tea."""
    pl.room(p)
    pl.window(p, 176, 36, 150, 126)
    pl.hanging_cupboard(p, 10, 30, 92, 84)
    floor, s = 418, 1.32
    th.chair(p, 104, seat(floor, s), floor, 1)
    th.chair(p, 388, seat(floor, s), floor, -1)
    w = sit(
        p,
        "willy",
        104,
        floor,
        s,
        1,
        mood="talk",
        brow="up",
        near=(112, 240),
        near_hand="flat",
        far=(200, 262),
        far_hand="flat",
    )
    n = sit(
        p,
        "noor",
        384,
        floor,
        s,
        -1,
        lean=7,
        mood="soft",
        near=(326, 262),
        near_hand="flat",
        far=(312, 264),
    )
    w.draw("legs torso head")
    n.draw("far legs torso head")
    th.table(p, 152, 270, 184, floor)
    th.cup(p, 188, 272, WHITE, 0.95)
    th.cup(p, 286, 272, WHITE, 0.95, -1)
    th.teapot(p, 236, 272, GREEN, 0.62)
    w.draw("near")
    n.draw("near")
