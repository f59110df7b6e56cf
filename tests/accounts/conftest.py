"""What tests of accounts share."""

import pytest

from lms.accounts.slots import NOTICE_KINDS
from lms.kernel.slots import EXTENSION
from tests.factories.notices import TEA


@pytest.fixture
def tea(app, database, monkeypatch):
    """A kind of notice more, of which nobody on a higher floor knows."""
    filled = app.extensions[EXTENSION]
    monkeypatch.setitem(filled, NOTICE_KINDS, [*filled.get(NOTICE_KINDS, []), TEA])
    return TEA
