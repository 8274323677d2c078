"""Whole nights on plan folders: the same bytes however the files came, and nothing half done when a run dies."""
