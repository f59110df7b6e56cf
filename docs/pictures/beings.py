"""A sitting baby and a small dog."""

from colours import INK, SUN, TERRA, WOOD, WOOD_D
from pen import shade


def baby(p, x, y, s=1.0, f=1, skin="#ebb991", hair="#5b3d2a", suit=SUN, arm_up=False, mood="laugh"):
    """Draw a baby that sits at x, y."""
    q = p.at(x, y, s, f)
    q.line("M-6 -12L24 -6", shade(suit, -0.12), 20)
    q.line("M-4 -8L16 0", suit, 20)
    q.oval(31, -8, 8, 9, shade(suit, -0.12))
    q.oval(24, -1, 8, 9, shade(suit, 0.2))
    q.fill("M-24 -2C-28 -30 -20 -52 0 -52S24 -34 20 -4C14 6 -16 8 -24 -2Z", suit)
    q.line("M14 -42L32 -52" if arm_up else "M12 -40L26 -26", shade(suit, -0.12), 13)
    q.dot(37 if arm_up else 30, -55 if arm_up else -22, 7, skin)
    q.line("M-14 -40L-20 -22", shade(suit, 0.14), 13)
    q.dot(-19, -15, 7, skin)
    q.oval(2, -80, 29, 28, skin)
    q.oval(-26, -76, 5.4, 6.4, shade(skin, -0.12))
    q.fill(
        "M-27 -84C-28 -106 -12 -112 4 -111C20 -110 29 -100 30 -90C22 -100 12 -104 4 -100"
        "C-8 -104 -20 -98 -22 -84C-23 -80 -26 -80 -27 -84Z",
        hair,
    )
    q.dot(1, -80, 3, INK)
    q.dot(19, -80, 3, INK)
    q.oval(-6, -70, 5, 3.6, "#d9694f", 0.24)
    q.oval(25, -70, 4, 3.6, "#d9694f", 0.24)
    q.line("M10 -77C13 -74 13 -72 10 -71", shade(skin, -0.22), 2.2)
    if mood == "laugh":
        q.fill("M3 -66C8 -65 14 -65 18 -67C17 -57 5 -57 3 -66Z", "#7a2f28")
    else:
        q.line("M5 -65C8 -62 13 -62 16 -65", INK, 2.4)


def dog(p, x, y, s=1.0, f=1, colour=WOOD, ear=WOOD_D):
    """Draw a small dog that walks."""
    q = p.at(x, y, s, f)
    q.line("M-34 -40C-46 -48 -50 -58 -46 -68", colour, 7)
    q.line("M-26 -28L-34 -3M22 -26L14 -3", shade(colour, -0.16), 10)
    q.line("M-24 -38H22", colour, 30)
    q.line("M-24 -28L-16 -3M26 -28L32 -3", colour, 10)
    q.line("M26 -44L36 -60", colour, 20)
    q.oval(42, -66, 19, 16, colour)
    q.oval(58, -61, 10, 8, shade(colour, 0.25))
    q.oval(66, -64, 4, 3.4, INK)
    q.dot(48, -70, 2.6, INK)
    q.fill("M34 -80C22 -78 20 -62 26 -52C34 -54 40 -66 40 -78Z", ear)
    q.line("M27 -42L40 -48", TERRA, 5)
    q.line("M56 -55C59 -53 62 -54 64 -56", INK, 2)
