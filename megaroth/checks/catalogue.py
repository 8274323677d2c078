"""The list of checks: who acts on each and what it says. A finding is a row made from one of these."""

from megaroth.checks.check import Check

POSTED_ALONE = Check(
    "R03",
    "error",
    "payroll",
    "The recordkeeper posted money for which the register has nothing: no line of the person on that pay date, or a "
    "zero.",
)
POSTED_BEFORE_PAYROLL = Check(
    "R03",
    "error",
    "payroll",
    "The recordkeeper posted money of a pay date of which no payroll has arrived (R24).",
)
UNRECONCILED = Check(
    "unreconciled",
    "error",
    "recordkeeper",
    "Register and postings of the pay date differ. Additions take the register; what is posted beyond comes off room.",
)
NO_DEFERRAL_FROM_BONUS = Check(
    "R05",
    "warning",
    "payroll",
    "A bonus or off-cycle run paid an employee who defers a rate of pay, and no deferral was taken from it. Expected "
    "is that rate of its eligible pay.",
)
MATCH_DIFFERS = Check(
    "R06",
    "error",
    "payroll",
    "The match of the pay date is not what the plan's formula gives for its deferrals and eligible pay.",
)
MATCH_MISSING = Check(
    "R06",
    "warning",
    "payroll",
    "The formula gives a match for the pay date, its usual time is over, and neither register nor postings have any "
    "for anybody. None of it is set aside: room is too large until it arrives.",
)
TRUE_UP_DUE = Check(
    "R06",
    "info",
    "sponsor",
    "The year is over and a true-up is still due: expected is the match by the annual formula, actual what was paid.",
)
NO_FORMULA = Check(
    "R06",
    "info",
    "sponsor",
    "There is a match, and plan.toml has no [match] tiers for its date: it cannot be recomputed, and none is set "
    "aside for the rest of the year.",
)
NOT_AS_ELECTED = Check(
    "R07",
    "warning",
    "payroll",
    "What was taken from regular pay is not what the election on file says, and no limit and no lack of pay explains "
    "it.",
)
NOT_EMPLOYED = Check(
    "R08",
    "warning",
    "payroll",
    "A contribution was taken from pay after termination or before hire: check the dates in the census.",
)
MISSING_FROM_PAYROLL = Check(
    "R10",
    "warning",
    "payroll",
    "Contributed on the last regular pay before, is employed by the census, and has no line on the latest regular pay "
    "date. Expected is what was contributed before.",
)
OVER_402G = Check(
    "R11",
    "error",
    "sponsor",
    "Deferrals of the calendar year exceed 402(g) and catch-up, other employers' included where reported. "
    "Refund the excess with its earnings by the deadline (26 USC 402(g)(2)(A)).",
)
CATCH_UP_BY_AGE = Check(
    "R12",
    "error",
    "sponsor",
    "A deferral is called catch-up, but the person's age does not allow it or is not known (414(v)(5)).",
)
BIRTH_DATE = Check(
    "R12",
    "error",
    "sponsor",
    "The birth date is missing or a payroll system's default: age is unknown and catch-up is taken as 0.",
)
ROTH_CATCH_UP = Check(
    "R13",
    "error",
    "payroll",
    "Last year's wages require catch-up to be Roth (414(v)(7)); expected is the catch-up, actual what was made Roth.",
)
ROTH_WAGES_UNKNOWN = Check(
    "R13",
    "warning",
    "payroll",
    "Catch-up was made pre-tax, and last year's Box 3 wages are not known: it must be Roth if they exceed the "
    "threshold (414(v)(7)).",
)
OVER_415 = Check(
    "R14",
    "error",
    "tpa",
    "Annual additions exceed the limit of 415(c). Order of correction, for the TPA to decide: after-tax money that "
    "earned no match, with their earnings; then deferrals that earned none; then the rest with its match; then other "
    "employer money (Rev. Proc. 2021-30).",
)
OVER_YEARS_PAY = Check(
    "R14",
    "warning",
    "tpa",
    "Annual additions exceed the year's pay, that of all pay dates still expected included (415(c)(1)(B)). Only pay "
    "that is not expected now would cure it; once the year is over, or the person has left, it is an error.",
)
WILL_NOT_FIT = Check(
    "R15",
    "warning",
    "sponsor",
    "With the deferrals elected, and nothing more after tax, the match and other employer money still due will pass "
    "the limit of 415(c) on this date. Expected is the limit, actual the annual additions by then.",
)
OVER_PLAN_CAP = Check(
    "R16",
    "error",
    "payroll",
    "After-tax contributions are above the plan's own cap of the year, all pay still expected counted.",
)
OVER_HCE_CAP_PERHAPS = Check(
    "R16",
    "warning",
    "payroll",
    "After-tax contributions are above the plan's rate for highly compensated employees, all pay still expected "
    "counted, and it is not known whether the person is one.",
)
AFTER_TAX_NOT_ALLOWED = Check(
    "R16",
    "error",
    "payroll",
    "After-tax money was contributed on a date on which the plan does not allow any.",
)
MORE_THAN_PAY = Check("R17", "error", "payroll", "Contributions taken from pay are more than the pay of the date.")
TWICE = Check("R22", "error", "payroll", "The same line stands twice in the feeds; it counts once.")
EQUAL_LINES = Check(
    "R22",
    "warning",
    "recordkeeper",
    "Lines without a key are equal; every one of them counts. Check that none is a repeat.",
)
SAME_FILE = Check("R22", "error", "payroll", "The file holds the same bytes as another one; they count once.")
SAME_CENSUS = Check("R22", "info", "sponsor", "The census is the same, byte for byte, as another one.")
NO_ORIGINAL = Check(
    "R22",
    "error",
    "recordkeeper",
    "A reversal or negative posting has no original, or takes more back than was posted for its pay date.",
)
BELOW_ZERO = Check(
    "R22",
    "error",
    "payroll",
    "A negative line of the register takes back more than the limitation year holds: it has no original in this year.",
)
NO_PAYROLL = Check(
    "R24", "error", "payroll", "An expected pay date has no payroll, and no opening balance stands for it."
)
NO_POSTING = Check(
    "R24",
    "error",
    "recordkeeper",
    "A pay date's contributions should have been posted by now; no posting names this pay date.",
)
NOT_IN_CENSUS = Check(
    "not_in_census",
    "error",
    "sponsor",
    "There is money or pay for an employee_id that the census does not have: age and status are unknown. The line "
    "named is the first of them.",
)
CONVERTED_TOO_MUCH = Check(
    "R18",
    "error",
    "recordkeeper",
    "More was converted or withdrawn than statement and postings say the after-tax account had, in value or in basis. "
    "Earnings since the statement may explain it; nothing is offered until a newer statement agrees.",
)
NOT_CONVERTED = Check(
    "R18",
    "warning",
    "recordkeeper",
    "After-tax money is in the account for longer than the plan's sweep_days, and was not converted although it can "
    "be. Actual is the basis that is overdue.",
)
BASIS_DIFFERS = Check(
    "R19",
    "error",
    "recordkeeper",
    "The basis of the newest statement is not what was contributed less the basis withdrawn, counted from an earlier "
    "statement or the first posting. Expected is that sum, actual the statement's.",
)
FORM_WRONG = Check(
    "form_1099r",
    "error",
    "recordkeeper",
    "A box of the recordkeeper's Form 1099-R is not what the year's withdrawals make it: see forms_1099r for why.",
)
FORM_MISSING = Check(
    "form_1099r",
    "error",
    "recordkeeper",
    "The year's withdrawals ask for a Form 1099-R that is not among the recordkeeper's. Expected is its box 1.",
)
FORM_UNKNOWN = Check(
    "form_unknown",
    "warning",
    "recordkeeper",
    "The recordkeeper made a Form 1099-R for which the withdrawals feed has no withdrawal. Actual is its box 1.",
)
WITHDRAWAL_TAXABLE = Check(
    "withdrawal_taxable",
    "error",
    "recordkeeper",
    "The taxable amount reported with the withdrawal is not what it must be: its pre-tax part where that is paid out "
    "or becomes Roth, 0 where it goes to a traditional IRA (26 USC 402(a), 402(c)(1), 408A(d)(3), 402A(c)(4)).",
)
WITHDRAWAL_BASIS = Check(
    "withdrawal_basis",
    "error",
    "recordkeeper",
    "The basis of the day's withdrawals is not their share of the basis there was before them (26 USC 72(e)(8)).",
)
PRETAX_IN_CASH = Check(
    "withdrawal_basis",
    "error",
    "recordkeeper",
    "Pre-tax money was left in what was paid out although direct rollovers of the day had place for it: they take it "
    "first (Notice 2014-54). Amounts are the basis of what was paid out.",
)
RESTATED = Check(
    "restated",
    "error",
    "payroll",
    "Two lines have the same key and do not say the same: the first by file name keeps it, this line is refused. "
    "To restate, send the corrected file under its old name.",
)
OPENING_DIFFERS = Check(
    "opening_differs",
    "error",
    "sponsor",
    "The register's lines of the dates an opening balance stands for add up to more than it says.",
)
FEED_REFUSED = Check("feed_refused", "error", "sponsor", "The file was refused whole: ")
ROWS_REFUSED = Check(
    "rows_refused",
    "warning",
    "sponsor",
    "Rows of the file were refused, and what they say is missing from every number; the rejects report names line, "
    "column and rule. Send the corrected file under its old name.",
)
PERHAPS_REFUSED = Check(
    "perhaps_refused",
    "warning",
    "payroll",
    "Rows of this pay date's payroll were refused, and the person, employed then, has neither line nor posting: a "
    "refused row may be theirs, and room too large.",
)
UNKNOWN_FEED = Check(
    "unknown_feed", "warning", "sponsor", "The file's name does not begin with a feed's name; it was not read."
)
UNKNOWN_COLUMNS = Check(
    "unknown_columns", "warning", "sponsor", "The file has columns that the feed does not know; they were not read: "
)
SHORT_YEAR = Check(
    "short_year",
    "info",
    "sponsor",
    "The short limitation year has a partly covered month: the dollar limit is prorated by days "
    "[open, 1.415(j)-1(d)(2)].",
)
PAY_GROUP = Check(
    "pay_group",
    "warning",
    "sponsor",
    "The census's pay_group names no pay calendar of plan.toml; the default calendar is used.",
)
