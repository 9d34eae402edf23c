"""The analysis of official speeches: from bytes to tables, counts and figures. Imports no user interface."""

__version__ = "0.1.0"
