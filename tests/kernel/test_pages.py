"""A list is cut into pages of which none holds only a few rows."""

import pytest

from lms.kernel.pages import FEW, page_of, rows_asked


@pytest.mark.parametrize(("found", "shown"), [(0, 0), (20, 20), (21, 21), (20 + FEW, 20 + FEW), (21 + FEW, 20)])
def test_the_last_few_stand_on_the_page_before(found, shown):
    asked = list(range(found))[: rows_asked(20)]

    assert len(page_of(asked, 20)) == shown
