"""The store: everything the plan ever received, in one DuckDB file, one transaction a night. Only this speaks DuckDB.

`opening` makes and opens it, `tables` writes its schema from the contracts, `kept` is the open store, `reading` what
comes out of it, `statements` the way SQL goes in and frames come out. No rule of a plan or of the law belongs here.
"""

from megaroth.store.kept import Content, Stamp, Store
from megaroth.store.opening import Say, consulted, exists, opened

__all__ = ["Content", "Say", "Stamp", "Store", "consulted", "exists", "opened"]
