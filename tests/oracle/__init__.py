"""The second way to every answer: slow, plain Python, one person and one date at a time.

It shares nothing with the engine: no import of it, no contract of its tables, its own copy of the figures. Where the
two agree on random books, a mistake must have been made twice, in two different shapes.
"""
