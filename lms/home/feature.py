"""What the home feature adds to the application."""

from lms.accounts.slots import ADMINISTRATION, NOTICE_KINDS, PERSONAL_DATA
from lms.home.cli import demo_command
from lms.home.panels import KINDS, PERSONAL, desks, menu
from lms.home.views.failures import bp as failures
from lms.home.views.machines import bp as machines
from lms.home.views.pages import bp as pages
from lms.home.views.remarks import bp as remarks
from lms.home.views.rights import bp as rights
from lms.home.views.start import bp as start
from lms.kernel.feature import Feature
from lms.ui.slots import NAVIGATION

FEATURE = Feature(
    name="home",
    blueprints=[pages, machines, start, remarks, rights, failures],
    fills={PERSONAL_DATA: [PERSONAL], NOTICE_KINDS: KINDS, ADMINISTRATION: [desks], NAVIGATION: [menu]},
    commands=[demo_command],
)
