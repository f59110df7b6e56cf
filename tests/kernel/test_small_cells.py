"""The small-cell rule, against a reader who knows the rule as well as we do."""

from collections import defaultdict
from itertools import product

import pytest

from lms.kernel.small_cells import TOO_SMALL, WITHHELD, shown, shown_row, shown_table


@pytest.mark.parametrize("count", [0, 5, 6, 100])
def test_other_counts_are_shown(count):
    assert shown(count) == count


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_count_under_five_is_not_shown(count):
    assert shown(count) is TOO_SMALL


def test_a_hidden_count_reads_as_words(app):
    with app.test_request_context():
        assert (str(TOO_SMALL), str(WITHHELD)) == ("minder dan 5", "niet getoond")


def test_a_hidden_count_cannot_be_counted_with():
    with pytest.raises(TypeError):
        TOO_SMALL + 1


def test_a_row_without_small_cells_is_shown_whole():
    assert shown_row({"noord": 12, "zuid": 0, "west": 7}) == ({"noord": 12, "zuid": 0, "west": 7}, 19)


def test_one_small_cell_takes_another_along():
    assert shown_row({"noord": 12, "zuid": 3, "west": 8}) == ({"noord": WITHHELD, "zuid": TOO_SMALL, "west": 8}, 23)


def test_a_row_whose_total_is_low_keeps_its_total_back():
    row, total = shown_row({"noord": 0, "zuid": 3, "west": 5})

    assert (row, total) == ({"noord": 0, "zuid": TOO_SMALL, "west": WITHHELD}, WITHHELD)


def test_a_row_of_few_people_says_only_that():
    assert shown_row({"noord": 1, "zuid": 0}) == ({"noord": TOO_SMALL, "zuid": TOO_SMALL}, TOO_SMALL)


def test_a_table_shows_totals_of_lines_without_hidden_cells():
    assert shown_table([[10, 2], [10, 20]]) == (
        [[10, TOO_SMALL], [10, 20]],
        [WITHHELD, 30],
        [20, WITHHELD],
        WITHHELD,
    )


def test_a_table_of_few_people_says_only_that():
    few = TOO_SMALL
    assert shown_table([[1, 0], [0, 1]]) == ([[few, few], [few, few]], [few, few], [few, few], few)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_nobody_works_out_a_small_cell_of_a_row(width):
    """Every row that is published alike is possible for the reader; a hidden cell must differ among them."""
    possible = defaultdict(list)
    for counts in product(range(17), repeat=width):
        cells, total = shown_row(dict(enumerate(counts)))
        possible[repr((cells, total))].append((counts, cells))

    assert worked_out(possible.values()) == []


def test_nobody_works_out_a_small_cell_of_a_table():
    possible = defaultdict(list)
    for counts in product(range(17), repeat=4):
        cells, *totals = shown_table([counts[:2], counts[2:]])
        possible[repr((cells, totals))].append((counts, dict(enumerate(cells[0] + cells[1]))))

    assert worked_out(possible.values()) == []


def worked_out(groups):
    """Return rows in which some small cell can have one value only; counts above 12 only fill the reader's mind."""
    return [
        group[0][0]
        for group in groups
        for position, cell in group[0][1].items()
        if cell is TOO_SMALL and max(group[0][0]) <= 12 and len({counts[position] for counts, _ in group}) < 2
    ]
