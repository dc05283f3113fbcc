"""The figures of the lessons, a module for each unit; it is released as `figures.py`, as it stands."""
