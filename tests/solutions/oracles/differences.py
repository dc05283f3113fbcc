"""Finite differences: the oracle of every gradient."""

import numpy as np


def differences(f, x, h=1e-5):
    """The gradient of f at the array x by central differences, entry by entry."""
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        plus, minus = x.copy(), x.copy()
        plus[place] += h
        minus[place] -= h
        gradient[place] = (f(plus) - f(minus)) / (2 * h)
    return gradient
