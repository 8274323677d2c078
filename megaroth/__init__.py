"""After-tax 401(k) room for every participant.

Doors (inbox, store, outbox) and core do not import each other; `flows` joins them. The version is written here only.
"""

__version__ = "0.1.0"
