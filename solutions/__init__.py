"""Model answers: one module for each unit, one function for each exercise. NumPy only."""
