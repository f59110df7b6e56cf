"""Hair behind and over the face."""

from pen import shade

BASE = (
    "M-30 4C-35 -23 -22 -40 2 -40C20 -40 32 -31 32 -14C27 -20 20 -22 10 -23"
    "C-2 -24 -10 -22 -15 -16C-20 -11 -20 -4 -21 7C-25 10 -30 9 -30 4Z"
)
STYLES = {
    "short": "M-31 5C-36 -22 -22 -41 2 -41C20 -41 32 -32 33 -17C33 -13 30 -12 26 -12"
    "C14 -12 3 -14 -7 -20"
    "C-10 -12 -17 -9 -19 -6L-20 7C-20 9 -22 9 -25 9C-29 9 -31 8 -31 5Z",
    "side": "M-31 5C-36 -20 -28 -39 -7 -42C14 -48 36 -37 32 -13C29 -18 25 -21 18 -22"
    "C6 -19 -6 -19 -14 -24C-17 -14 -19 -6 -20 8C-23 10 -30 10 -31 5Z",
    "crop": BASE,
    "fringe": "M-31 10C-37 -26 -18 -42 3 -42C24 -42 36 -26 33 -4C31 -6 30 -9 29 -12"
    "L24 -10L19 -13L12 -11"
    "L4 -14L-4 -11L-12 -14C-17 -10 -19 -4 -20 10C-23 14 -30 14 -31 10Z",
    "part": "M-30 10C-38 -24 -20 -42 4 -41C25 -41 35 -24 33 2C29 -2 28 -10 22 -18"
    "C18 -22 12 -25 6 -26"
    "C-2 -18 -12 -13 -18 -11C-20 -4 -20 4 -22 14C-26 16 -29 14 -30 10Z",
    "bangs": "M-32 14C-38 -26 -18 -43 4 -42C26 -42 36 -24 34 8C30 4 29 -4 28 -10"
    "C14 -7 -6 -8 -17 -12"
    "C-19 -2 -20 8 -22 18C-28 22 -31 20 -32 14Z",
}
FRONT = {  # style -> front path used over the face
    "short": "short",
    "side": "side",
    "crop": "crop",
    "kid": "fringe",
    "bob": "part",
    "bobfringe": "bangs",
    "long": "part",
    "longfringe": "bangs",
    "pony": "crop",
    "bun": "crop",
    "puffs": "crop",
    "tails": "fringe",
    "afro": "crop",
    "curls": "crop",
    "bigcurls": "part",
    "waves": "side",
    "pixie": "fringe",
}


BOB = "M-35 22C-41 -22 -28 -44 3 -43C32 -43 40 -18 36 20C35 28 28 28 25 24L-20 30C-28 34 -34 30 -35 22Z"
LONG = "M-37 44C-44 -10 -36 -44 3 -43C36 -43 40 -10 37 36C36 48 24 48 21 38L-14 46C-18 60 -36 60 -37 44Z"
BEHIND = {
    "bob": [BOB],
    "bobfringe": [BOB],
    "long": [LONG],
    "longfringe": [LONG],
    "pony": ["M-22 -30C-44 -34 -56 -12 -52 10C-50 24 -44 32 -40 36C-34 26 -32 2 -24 -12Z"],
    "tails": [
        "M-24 0C-44 -4 -50 18 -42 36C-34 34 -26 22 -22 10Z",
        "M28 -2C42 0 44 18 38 30C32 26 28 14 27 8Z",
    ],
}
BALLS_BEHIND = {  # x, y, radius
    "bun": "-24 -33 14",
    "puffs": "-27 -29 15, 27 -33 13",
    "afro": "-1 -15 42",
    "bigcurls": "-30 -20 16, -36 2 15, -33 24 14, -14 -36 16, 8 -40 15, 26 -30 15, 35 -10 12, 36 10 10",
}
BALLS_OVER = {
    "curls": "-28 -10 9, -25 -24 10, -13 -35 10, 3 -38 10, 18 -34 10, 28 -23 9",
    "waves": "-29 -4 9, -28 -20 11, -15 -34 11, 4 -37 11, 20 -31 11, 30 -18 8",
}
BALD = "M-29 -14C-35 -6 -35 8 -30 14L-21 2C-20 -5 -21 -12 -24 -18C-27 -19 -28 -17 -29 -14Z"


def balls(p, text, colour):
    """Draw the round locks of a style."""
    for ball in filter(None, text.split(",")):
        p.dot(*(float(value) for value in ball.split()), colour)


def back_hair(p, style, colour):
    """Draw what hangs behind the face."""
    tied = shade(colour, -0.1) if style in ("pony", "bun") else colour
    for path in BEHIND.get(style, ()):
        p.fill(path, tied)
    balls(p, BALLS_BEHIND.get(style, ""), tied)


def front_hair(p, style, colour):
    """Draw the hair over the face."""
    if style == "bald":
        p.fill(BALD, colour)
    elif style in FRONT:
        p.fill(STYLES[FRONT[style]], colour)
    balls(p, BALLS_OVER.get(style, ""), colour)
    if style == "pixie":
        p.line("M-24 -14C-16 -24 -8 -28 0 -30M0 -20C8 -26 14 -28 20 -28", shade(colour, -0.12), 2)
