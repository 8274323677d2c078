"""Withdrawals and conversions of after-tax money: the command `split` and the report `conversions`."""
