"""The contract of every table, feeds and reports, and the words they share. Nothing here reads, computes or writes."""
