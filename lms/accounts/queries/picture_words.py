"""What the pictures of a sign-in card are called."""

from flask_babel import lazy_gettext as _l

from lms.accounts.enums import Picture

#: In the order of the page.
PICTURE_NAMES = {
    Picture.SUN: _l("Zon"),
    Picture.MOON: _l("Maan"),
    Picture.STAR: _l("Ster"),
    Picture.HOUSE: _l("Huis"),
    Picture.BIKE: _l("Fiets"),
    Picture.FISH: _l("Vis"),
    Picture.APPLE: _l("Appel"),
    Picture.FLOWER: _l("Bloem"),
    Picture.KEY: _l("Sleutel"),
    Picture.HEART: _l("Hart"),
    Picture.UMBRELLA: _l("Paraplu"),
    Picture.CUP: _l("Kopje"),
}
