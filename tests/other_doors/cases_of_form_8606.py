"""Form 8606 filled in by hand. B-1 is the example of Publication 590; the others are DERIVED."""

ASKED = {
    "B-1": "--basis-before 2000 --year-end-value 1800 --distributed 600",
    "B-6": "--nondeductible 7000 --converted 7000",
    "beside pre-tax money": "--nondeductible 7500 --converted 7500 --year-end-value 92500",
    "contributed in spring": (
        "--nondeductible 7000 --contributed-next-year 7000 --basis-before 1000 --converted 4000 --distributed 1000"
    ),
    "a loss": "--basis-before 9000 --converted 3000 --distributed 1000 --year-end-value 2000",
    "no IRA money": "--nondeductible 500 --basis-before 2000 --contributed-next-year 500",
    "two half cents": "--basis-before 0.01 --converted 0.01 --distributed 0.01",
    "a half cent": "--basis-before 0.03 --converted 0.01 --year-end-value 0.05",
    "nothing": "",
}

# Line 10 to ten places. Two half cents: the basis of one cent is used once, for the conversion.
FORMS = """
    line | B-1          | B-6          | beside pre-tax money | contributed in spring | a loss       | no IRA money | two half cents | a half cent  | nothing
    -----+--------------+--------------+----------------------+-----------------------+--------------+--------------+----------------+--------------+-------------
       1 |         0.00 |     7,000.00 |             7,500.00 |              7,000.00 |         0.00 |       500.00 |           0.00 |         0.00 |         0.00
       2 |     2,000.00 |         0.00 |                 0.00 |              1,000.00 |     9,000.00 |     2,000.00 |           0.01 |         0.03 |         0.00
       3 |     2,000.00 |     7,000.00 |             7,500.00 |              8,000.00 |     9,000.00 |     2,500.00 |           0.01 |         0.03 |         0.00
       4 |         0.00 |         0.00 |                 0.00 |              7,000.00 |         0.00 |       500.00 |           0.00 |         0.00 |         0.00
       5 |     2,000.00 |     7,000.00 |             7,500.00 |              1,000.00 |     9,000.00 |     2,000.00 |           0.01 |         0.03 |         0.00
       6 |     1,800.00 |         0.00 |            92,500.00 |                  0.00 |     2,000.00 |         0.00 |           0.00 |         0.05 |         0.00
       7 |       600.00 |         0.00 |                 0.00 |              1,000.00 |     1,000.00 |         0.00 |           0.01 |         0.00 |         0.00
       8 |         0.00 |     7,000.00 |             7,500.00 |              4,000.00 |     3,000.00 |         0.00 |           0.01 |         0.01 |         0.00
       9 |     2,400.00 |     7,000.00 |           100,000.00 |              5,000.00 |     6,000.00 |         0.00 |           0.02 |         0.06 |         0.00
      10 | 0.8333333333 | 1.0000000000 |         0.0750000000 |          0.2000000000 | 1.0000000000 | 0.0000000000 |   0.5000000000 | 0.5000000000 | 0.0000000000
      11 |         0.00 |     7,000.00 |               562.50 |                800.00 |     3,000.00 |         0.00 |           0.01 |         0.01 |         0.00
      12 |       500.00 |         0.00 |                 0.00 |                200.00 |     1,000.00 |         0.00 |           0.00 |         0.00 |         0.00
      13 |       500.00 |     7,000.00 |               562.50 |              1,000.00 |     4,000.00 |         0.00 |           0.01 |         0.01 |         0.00
      14 |     1,500.00 |         0.00 |             6,937.50 |              7,000.00 |     5,000.00 |     2,500.00 |           0.00 |         0.02 |         0.00
      15 |       100.00 |         0.00 |                 0.00 |                800.00 |         0.00 |         0.00 |           0.01 |         0.00 |         0.00
      16 |         0.00 |     7,000.00 |             7,500.00 |              4,000.00 |     3,000.00 |         0.00 |           0.01 |         0.01 |         0.00
      17 |         0.00 |     7,000.00 |               562.50 |                800.00 |     3,000.00 |         0.00 |           0.01 |         0.01 |         0.00
      18 |         0.00 |         0.00 |             6,937.50 |              3,200.00 |         0.00 |         0.00 |           0.00 |         0.00 |         0.00
"""  # noqa: E501 - a form a column


def form(case: str) -> dict[str, str]:
    """Each line of a case, amounts as 1234.56."""
    header, _, *lines = ([cell.strip() for cell in line.split("|")] for line in FORMS.strip().splitlines())
    return {f"line_{cells[0]}": cells[header.index(case)].replace(",", "") for cells in lines}
