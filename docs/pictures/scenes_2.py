"""Draw the pictures of lesson 2."""

import places as pl
import things as th
import things_2 as tb
from cast import seat, sit, stand
from colours import (
    BLUE,
    BROWN,
    GREEN,
    TERRA,
)
from pen import shade
from stage import scene


@scene("ron-en-de-koffie")
def ron_koffie(p):
    """Draw Ron with coffee; one hand goes into his pocket."""
    pl.room(p)
    pl.window(p, 40, 44, 170, 146)
    th.plant(p, 84, 192, 0.8)
    floor, s = 418, 1.46
    th.chair(p, 350, seat(floor, s), floor, -1)
    r = sit(
        p,
        "ron",
        346,
        floor,
        s,
        -1,
        mood="smile",
        far=(212, 242),
        far_hand="grip",
        near=(336, 298),
        near_b=1,
    )
    r.draw("legs")
    th.table(p, 40, 264, 224, floor)
    r.draw("far", far_item=lambda q: th.mug(q, 14, 15, TERRA, -1, 1.0, True))
    r.draw("torso head")
    r.draw("near")
    q = p.at(*r.spot(7, -4), s, -1)
    q.fill("M-15 -10H16V16C16 21 13 23 9 23H-8C-12 23 -15 21 -15 16Z", shade(BLUE, -0.22))


@scene("ron-bij-de-achterdeur")
def ron_achterdeur(p):
    """Draw Ron at his back door, calm, with a cigarette."""
    pl.bricks(p, 0, 0, 480, 360, "#e7b98f")
    pl.door(p, 42, 84, 132, 276, GREEN)
    p.box(30, 352, 160, 16, "#cbb593", 3)
    pl.sky(p.at(336, 0))
    p.box(330, 0, 12, 362, shade("#e7b98f", -0.14))
    pl.bush(p, 430, 356, 0.9)
    pl.pavement(p, 360)
    th.plant(p, 408, 392, 1.1)
    floor = 420
    r = stand(
        p,
        "ron",
        256,
        floor,
        1.24,
        1,
        mood="soft",
        look="down",
        tilt=-6,
        far=(346, 232),
        far_b=1,
        far_hand="cig",
        near=(216, 282),
    )
    r.draw("legs torso head")
    th.smoke(p, 384, 204, 120)
    r.draw("far", far_item=lambda q: th.cigarette(q, 8, -6, -30, 1.1))
    r.draw("near")


@scene("ron-wil-naar-buiten")
def ron_buiten(p):
    """Draw Ron at the card table, who looks at the door."""
    pl.room(p)
    pl.door(p, 14, 96, 106, 256, GREEN)
    pl.board(p, 262, 44, 130, 92)
    floor, s = 418, 1.3
    th.chair(p, 176, seat(floor, s), floor, 1)
    th.chair(p, 414, seat(floor, s), floor, -1)
    r = sit(
        p,
        "ron",
        176,
        floor,
        s,
        1,
        mood="tense",
        brow="worry",
        face=-1,
        near=(232, 244),
        far=(238, 240),
        near_hand="flat",
        far_hand="flat",
    )
    a = sit(p, "amal", 412, floor, s, -1, mood="soft", near=(354, 258), near_hand="flat")
    r.draw("legs torso head")
    a.draw("far legs torso head")
    th.table(p, 204, 266, 180, floor)
    th.cards(p, 290, 267)
    a.draw("near")
    r.draw("far near")


@scene("bea-bij-de-bushalte")
def bea(p):
    """Draw Bea at the bus stop with a cigarette."""
    pl.sky(p)
    pl.roofs(p, 330)
    pl.pavement(p, 330, 404)
    tb.bus_pole(p, 436, 130, 400)
    tb.bus_stop(p, 40, 92, 396, 210)
    floor = 396
    b = stand(p, "bea", 262, floor, 1.2, 1, mood="calm", far=(326, 214), far_hand="cig", near=(228, 256))
    b.draw("far legs torso head", far_item=lambda q: th.cigarette(q, 10, -6, -30, 1.1))
    th.smoke(p, 362, 192, 90)
    p.line("M280 132C262 180 236 230 214 266", BROWN, 6)
    th.bag(p, 208, 262, 1.2, BROWN)
    b.draw("near")


@scene("fatma-en-ron-op-de-bank")
def fatma_ron(p):
    """Draw Fatma, who explains something to Ron on a bench."""
    pl.sky(p)
    pl.flat(p, 60, 0, 360, 310)
    p.box(0, 306, 480, 60, "#a5cfa8")
    pl.bush(p, 30, 316, 0.9)
    pl.bush(p, 452, 316, 0.9)
    pl.pavement(p, 352)
    floor = 420
    th.bench(p, 34, 326, 412, floor)
    s = 1.3
    r = sit(
        p,
        "ron",
        350,
        floor,
        s,
        -1,
        mood="soft",
        tilt=8,
        near=(304, 306),
        near_hand="flat",
        far=(292, 312),
    )
    f = sit(
        p,
        "fatma",
        126,
        floor,
        s,
        1,
        mood="talk",
        near=(192, 240),
        near_hand="open",
        far=(212, 222),
        far_hand="open",
    )
    r.draw()
    f.draw()
