"""What can go wrong by a person's doing, and the exit status each means.

A message says where, what is wrong, what was expected and what to do, and never holds a value from a feed's row.
"""


class MegarothError(Exception):
    """A refusal in words; the command line prints it without a traceback and exits with `exit_status`."""

    exit_status: int = 1


class CommandError(MegarothError):
    """The command was wrong, or a new plan's inbox is empty."""

    exit_status = 2


class PlanError(MegarothError):
    """plan.toml is missing, cannot be read, or says something impossible."""

    exit_status = 3


class LimitMissing(MegarothError):  # noqa: N818 - named for what is so
    """The table of limits has no figure for a year that is needed."""

    exit_status = 4


class StoreInUse(MegarothError):  # noqa: N818
    """Another run holds the store."""

    exit_status = 6


class StoreTooNew(MegarothError):  # noqa: N818
    """The store was written by a newer version of the program."""

    exit_status = 6
