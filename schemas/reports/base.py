"""What all reports share."""

import pandera.polars as pa


class Report(pa.DataFrameModel):
    """What all reports share: exact types, the columns in this order, no others."""

    class Config:
        strict = True
        ordered = True
        coerce = False
