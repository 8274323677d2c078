"""The words every table shares: feeds, kinds of money, sources, activities, checks, severities.

A word is written here once; contracts, engine and checks refer to it. No legal figure and no column list belongs here.
"""

from typing import Final

# Kinds of money, the grain at which payroll's register and the recordkeeper's postings are compared.
PRE_TAX: Final = "pre_tax"
ROTH: Final = "roth"
AFTER_TAX: Final = "after_tax"
MATCH: Final = "match"
NONELECTIVE: Final = "nonelective"
KINDS: Final = (PRE_TAX, ROTH, AFTER_TAX, MATCH, NONELECTIVE)
DEFERRALS: Final = (PRE_TAX, ROTH)
EMPLOYER: Final = (MATCH, NONELECTIVE)

# Which register columns make up a kind ("catch-up columns are added to the deferrals").
REGISTER_COLUMNS: Final = {
    PRE_TAX: ("pre_tax", "pre_tax_catch_up"),
    ROTH: ("roth", "roth_catch_up"),
    AFTER_TAX: ("after_tax",),
    MATCH: ("match",),
    NONELECTIVE: ("nonelective",),
}

# Which kind a recordkeeper's source belongs to; a source with no kind is never an annual addition.
SOURCE_KINDS: Final = {
    "pre_tax": PRE_TAX,
    "roth": ROTH,
    "after_tax": AFTER_TAX,
    "match": MATCH,
    "nonelective": NONELECTIVE,
    "safe_harbor_match": MATCH,
    "safe_harbor_nonelective": NONELECTIVE,
    "qnec": NONELECTIVE,
    "qmac": MATCH,
    "rollover": None,
    "loan": None,
}
SOURCES: Final = tuple(SOURCE_KINDS)

# What a posting's activity does to annual additions (26 USC 415(c)(2); 26 CFR 1.415(c)-1(b)).
HELD: Final = "held"  # money of a pay date, held against the register
ADDED: Final = "added"  # an addition of its own, always counted
NO_EFFECT: Final = "no_effect"
ACTIVITY_EFFECTS: Final = {
    "contribution": HELD,
    "reversal": HELD,
    "true_up": ADDED,
    "make_up": ADDED,
    "forfeiture": ADDED,
    "refund_402g": "refund_402g",
    "refund_415": "refund_415",
    "catch_up_adp": "catch_up_adp",
    "forfeited": NO_EFFECT,
    "refund_adp": NO_EFFECT,
    "refund_acp": NO_EFFECT,
    "rollover_in": NO_EFFECT,
    "loan_repayment": NO_EFFECT,
    "restorative": NO_EFFECT,
    "in_plan_roth": NO_EFFECT,
}
ACTIVITIES: Final = tuple(ACTIVITY_EFFECTS)

# What a posting to the after-tax source does to that account (26 USC 72(c)(1), (f)): its amount moves the value; the
# amount less its earnings moves the basis only where it is the person's own money, come in or given back.
VALUE_AND_BASIS: Final = "value_and_basis"
VALUE_ALONE: Final = "value_alone"
ACCOUNT_EFFECTS: Final = {
    "contribution": VALUE_AND_BASIS,
    "reversal": VALUE_AND_BASIS,
    "true_up": VALUE_AND_BASIS,
    "make_up": VALUE_AND_BASIS,
    "rollover_in": VALUE_AND_BASIS,  # basis of another plan comes along, 402(c)(2)(A)
    "refund_402g": VALUE_AND_BASIS,
    "refund_415": VALUE_AND_BASIS,
    "refund_adp": VALUE_AND_BASIS,
    "refund_acp": VALUE_AND_BASIS,  # contributions come back untaxed, only their earnings are income, 401(m)(6)
    "forfeiture": VALUE_ALONE,  # money of others, never taxed to this person
    "forfeited": VALUE_ALONE,  # own contributions cannot be forfeited, 411(a)(1): what is lost is not basis
    "loan_repayment": VALUE_ALONE,  # the account's own money comes back, 72(p)
    "restorative": VALUE_ALONE,  # makes a loss good, 1.415(c)-1(b)(2)(ii)(C)
    "catch_up_adp": NO_EFFECT,  # another name for money that stays where it is
    "in_plan_roth": NO_EFFECT,  # counts from the withdrawals feed
}
MONEY_OUT: Final = ("reversal", "refund_402g", "refund_415", "refund_adp", "refund_acp")

RUN_TYPES: Final = ("regular", "off_cycle", "correction", "bonus")
ROUTES: Final = ("roth_ira", "traditional_ira", "split", "in_plan_roth", "cash")
ROTH_ROUTES: Final = ("roth_ira", "split", "in_plan_roth")
"""Those that end in Roth money."""
FORM_DESTINATIONS: Final = ("roth_ira", "traditional_ira", "in_plan_roth", "cash")
"""Where the money of a Form 1099-R went, in the report's order; a split has two forms."""

SEVERITIES: Final = ("error", "warning", "info")
STATUSES: Final = ("new", "open", "resolved", "waived")
ACTORS: Final = ("payroll", "recordkeeper", "sponsor", "tpa")
HCE: Final = ("true", "false", "unknown")
LIMIT_BASES: Final = ("dollar", "compensation")
BINDING: Final = ("415c_dollar", "415c_compensation", "plan_cap", "hce_cap", "available_pay", "none")
