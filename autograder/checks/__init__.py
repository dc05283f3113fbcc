"""Mark schemes: `test_STEM.py` holds the checks, misconceptions and alternates of one unit.

A long one is a folder `test_STEM`: a module `test_NAME.py` for each exercise, `inputs.py` with the generators and
helpers that they share, and `__init__.py`, which imports the check classes in lesson order.
"""
