"""Draw the pictures of lesson 5."""

import places as pl
import things as th
import things_2 as tb
from cast import child, seat, sit, stand, who
from colours import (
    BLUE,
    BROWN,
    GREEN_D,
    LEAF,
    ROSE,
    SKY,
    SLATE,
    SUN,
    TERRA,
    WHITE,
)
from pen import shade
from stage import scene


def delivery_bike(p, x, y, s, f):
    """Draw a bicycle with a box on the carrier."""
    tb.bicycle(p, x, y, s, f, SUN)
    tb.cargo_box(p, x - 12 * f * s, y - 92 * s, s, f, TERRA)


@scene("yusuf-pauze")
def yusuf(p):
    """Draw Yusuf at rest beside his bicycle, with a cigarette."""
    pl.sky(p)
    pl.roofs(p, 316)
    pl.tree(p, 30, 330, 1.1)
    p.box(0, 316, 480, 60, "#e6d5ba")
    p.box(0, 372, 480, 14, "#f3e9d6")
    p.box(0, 386, 480, 54, SLATE)
    delivery_bike(p, 130, 372, 1.3, 1)
    y = who(
        p,
        "yusuf",
        286,
        352,
        1.3,
        1,
        lean=4,
        mood="soft",
        look="half",
        brow="up",
        tilt=4,
        feet=((356, 424), (380, 424)),
        far=(374, 276),
        far_hand="cig",
        near=(340, 328),
        near_hand="flat",
    )
    y.draw("legs far torso head near", far_item=lambda q: th.cigarette(q, 10, -6, -30, 1.1))
    th.smoke(p, 420, 246, 120)


@scene("yusuf-onrustig")
def yusuf_2(p):
    """Draw Yusuf at the counter, tense, a hand in his pocket."""
    pl.room(p)
    p.box(292, 56, 170, 12, "#c9794a", 4)
    p.box(292, 126, 170, 12, "#c9794a", 4)
    for x, y, c in (
        (306, 56, LEAF),
        (346, 56, ROSE),
        (392, 56, SKY),
        (318, 126, SUN),
        (372, 126, LEAF),
        (420, 126, ROSE),
    ):
        p.box(x, y - 40, 32, 40, c, 5)
    floor = 424
    y = stand(
        p,
        "yusuf",
        168,
        floor,
        1.26,
        1,
        mood="tense",
        brow="worry",
        far=(296, 252),
        far_hand="open",
        near=(156, 250),
    )
    y.draw("legs torso head")
    p.box(252, 274, 250, 166, "#cfe4d2")
    p.box(240, 262, 260, 20, TERRA, 6)
    th.parcel(p, 356, 263, 92, 60)
    y.far_hand = "open"
    y.draw("far")
    y.draw("near")
    q = p.at(*y.spot(-8, 4), 1.26, 1)
    q.fill("M-15 -8H14V10C14 14 12 16 9 16H-10C-13 16 -15 14 -15 10Z", shade(BLUE, -0.2))


@scene("carla-aan-de-telefoon")
def carla(p):
    """Draw Carla on the phone in her chair."""
    pl.room(p)
    pl.window(p, 300, 40, 150, 150)
    th.lamp(p, 40, 412, 260)
    floor, s = 420, 1.4
    th.rug(p, 220, 416, 190, 16, ROSE)
    q = p.at(0, 0)
    q.line("M116 404V418M262 404V418", BROWN, 10)
    q.box(88, 160, 120, 236, shade(BLUE, 0.25), 34)
    q.box(88, 320, 190, 88, BLUE, 20)
    c = sit(
        p,
        "carla",
        172,
        floor,
        s,
        1,
        up=4,
        mood="calm",
        brow="worry",
        near=(138, 156),
        near_b=-1,
        near_hand="grip",
        far=(236, 302),
        far_hand="flat",
    )
    c.draw("legs far torso head")
    q.box(96, 292, 120, 34, shade(BLUE, 0.14), 17)
    c.draw("near", near_item=lambda q: th.phone(q.at(3, -12), 12))
    th.table(p, 316, 322, 130, floor)
    th.cup(p, 374, 323, WHITE, 1.1)


@scene("marco-en-de-post")
def marco(p):
    """Draw Marco with his post at the table; Dewi listens."""
    pl.room(p)
    pl.window(p, 176, 36, 130, 120, False)
    floor, s = 418, 1.26
    th.chair(p, 78, seat(floor, s), floor, 1)
    th.chair(p, 406, seat(floor, s), floor, -1)
    m = sit(
        p,
        "marco",
        80,
        floor,
        s,
        1,
        mood="talk",
        brow="worry",
        near=(136, 268),
        near_hand="flat",
        far=(150, 268),
    )
    d = sit(
        p,
        "dewi",
        404,
        floor,
        s,
        -1,
        mood="soft",
        tilt=4,
        near=(352, 246),
        near_hand="grip",
        far=(348, 250),
    )
    m.draw("legs far torso head")
    d.draw("legs far torso head")
    th.table(p, 120, 278, 244, floor)
    th.letters(p, 242, 278, 5)
    th.ashtray(p, 200, 279)
    th.smoke(p, 226, 254, 60, 0.9)
    m.draw("near")
    d.draw("near", near_item=lambda q: th.mug(q, 8, 16, BLUE))


@scene("mevrouw-tjin-wandelt")
def tjin(p):
    """Draw Mrs Tjin and her grandson, hand in hand in the park."""
    pl.park(p)
    pl.tree(p, 74, 322, 1.5)
    pl.bush(p, 430, 306, 0.9, "#8cc39a")
    floor = 404
    t = stand(
        p,
        "tjin",
        226,
        floor,
        1.22,
        1,
        mood="laugh",
        look="happy",
        tilt=8,
        feet=((190, floor), (262, floor)),
        toes=(14, -6),
        far=(300, 296),
        far_hand="fist",
    )
    t.draw("far legs torso head near")
    child(
        p,
        346,
        floor + 8,
        0.86,
        1,
        "tan",
        "kid",
        "black",
        face=-1,
        mood="laugh",
        tilt=-12,
        legs=GREEN_D,
        near=(304, 302),
        near_b=-1,
        feet=((324, floor + 8), (370, floor + 8)),
        toes=(12, -6),
    ).draw()
