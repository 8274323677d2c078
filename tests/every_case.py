"""Every case of the law, for whoever answers them: engine and oracle."""

from typing import Final

from tests.case import Case
from tests.cases import ROOM
from tests.cases_of_catch_up import CATCH_UP
from tests.cases_of_forecast import DATES, PAY
from tests.cases_of_forecast_caps import CAPPED
from tests.cases_of_forecast_elections import DEFERRED
from tests.cases_of_forecast_employer import MATCHED
from tests.cases_of_forecast_late import LATE
from tests.cases_of_forecast_limits import ASSUMED, STOPPED
from tests.cases_of_forecast_room import MAXED, TO_ACT_ON
from tests.cases_of_forecast_true_up import MATCHED_AFTER_TAX, TRUED_UP
from tests.cases_of_openings import OPENINGS
from tests.cases_of_own_rate import BESIDE_ANOTHER_EMPLOYER
from tests.cases_of_pay_not_known import BEFORE_THE_FILES
from tests.cases_of_people import AGES_AND_ROTH, OTHER_EMPLOYERS
from tests.cases_of_postings import POSTINGS, REFUNDS
from tests.cases_of_sources import SOURCES
from tests.cases_of_standing import CENSUS, EMPLOYED, HIGHLY_COMPENSATED
from tests.cases_of_years import YEARS

CASES: Final[list[Case]] = [
    *YEARS,
    *CATCH_UP,
    *REFUNDS,
    *POSTINGS,
    *SOURCES,
    *OPENINGS,
    *CENSUS,
    *EMPLOYED,
    *HIGHLY_COMPENSATED,
    *AGES_AND_ROTH,
    *OTHER_EMPLOYERS,
    *BESIDE_ANOTHER_EMPLOYER,
    *BEFORE_THE_FILES,
    *ROOM,
    *DATES,
    *PAY,
    *DEFERRED,
    *STOPPED,
    *ASSUMED,
    *MATCHED,
    *TRUED_UP,
    *LATE,
    *MATCHED_AFTER_TAX,
    *CAPPED,
    *TO_ACT_ON,
    *MAXED,
]
