"""Which statements and postings the night needs to follow after-tax accounts, however old they are: conditions in SQL.

From each person's base (the newest statement before the book's first day, else the very beginning) up to now; and what
stands around each withdrawal from the calendar year before on, for the forms of that year.
"""

from typing import Final

OF_PERSON: Final = "($of::VARCHAR IS NULL OR employee_id = $of)"

STATED: Final = f"""
    SELECT employee_id, as_of FROM balances JOIN standing USING (content_id) WHERE as_of <= $as_of AND {OF_PERSON}"""

TAKEN: Final = f"""
    SELECT DISTINCT employee_id, date FROM withdrawals JOIN standing USING (content_id)
    WHERE date BETWEEN $since - INTERVAL 1 YEAR AND $as_of AND {OF_PERSON}"""

# The statements on both sides of a withdrawal; one of its day is of the end of it.
BEFORE_TAKEN: Final = f"""
    SELECT t.employee_id, s.as_of FROM ({TAKEN}) t ASOF JOIN ({STATED}) s
    ON t.employee_id = s.employee_id AND t.date > s.as_of"""
AFTER_TAKEN: Final = f"""
    SELECT t.employee_id, s.as_of FROM ({TAKEN}) t ASOF JOIN ({STATED}) s
    ON t.employee_id = s.employee_id AND t.date <= s.as_of"""

# The first and the newest statement, and those on both sides of the book's first day.
OF_ALL: Final = f"""
    SELECT employee_id, unnest([
        min(as_of), max(as_of), max(as_of) FILTER (as_of < $since), min(as_of) FILTER (as_of >= $since)]) AS as_of
    FROM ({STATED}) GROUP BY employee_id"""

STATEMENTS: Final = f"""
    (employee_id, as_of) IN (FROM ({OF_ALL}) UNION ALL FROM ({BEFORE_TAKEN}) UNION ALL FROM ({AFTER_TAKEN}))"""
"""The statements needed."""

# The day after which each person's postings are needed.
NEEDED_SINCE: Final = f"""
    SELECT employee_id, least(base, before_taken) AS day
    FROM (
        SELECT employee_id, coalesce(max(as_of) FILTER (as_of < $since), DATE '0001-01-01') AS base
        FROM ({STATED}) GROUP BY employee_id)
    LEFT JOIN (SELECT employee_id, min(as_of) AS before_taken FROM ({BEFORE_TAKEN}) GROUP BY employee_id)
    USING (employee_id)"""

POSTINGS: Final = f"""
    source = 'after_tax' AND (
        EXISTS (FROM ({NEEDED_SINCE}) n WHERE n.employee_id = contributions.employee_id AND n.day < posted_date)
        OR employee_id NOT IN (SELECT employee_id FROM ({STATED})))"""
"""The postings that moved those accounts; all of an account of which nothing is stated."""
