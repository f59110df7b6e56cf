"""One palette for every picture: cream paper, greens, blues, terracotta and a little sun."""

CREAM, WALL, FLOOR, SKIRTING = "#fdf0d6", "#fdf0d6", "#eed5ab", "#fff8ea"
INK, WHITE, PAPER = "#17302b", "#ffffff", "#fff6e0"
GREEN, GREEN_L, GREEN_D, LEAF, MINT = "#2f7d6b", "#38907c", "#235f52", "#7fb9a0", "#cfe4d2"
BLUE, BLUE_L, BLUE_D, SKY = "#1f5f79", "#3f88a5", "#17495e", "#a9d5e8"
TERRA, TERRA_D, WOOD, WOOD_D = "#d98255", "#b5683c", "#c9794a", "#9a5630"
SUN, SUN_L, ROSE, PLUM = "#ffc857", "#ffe4a6", "#e8a990", "#7d5a86"
BROWN, BROWN_D, COFFEE, STONE = "#5a4636", "#3b2e25", "#6b4226", "#d9cdb8"
GREY, GREY_D, SLATE = "#a39c90", "#6f695f", "#5b6f78"

SKIN = {
    "pale": "#f4cfb1",
    "light": "#ebb991",
    "tan": "#d49c70",
    "olive": "#c48c60",
    "brown": "#a06a45",
    "dark": "#7d4d33",
}
HAIR = {
    "black": "#2b2422",
    "brown": "#5b3d2a",
    "chestnut": "#7d4a2b",
    "blond": "#d9a860",
    "ginger": "#b9653a",
    "grey": "#8b857b",
    "silver": "#c3bdb2",
    "white": "#e6e1d8",
}
