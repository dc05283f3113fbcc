"""Labels as vectors. N samples, K >= 2 classes; y (N,) integer labels 0..K-1, Y (N, K) the same as unit vectors."""

import numpy as np

from solutions import calls, require


@calls.python_scalars
def one_hot(y: np.ndarray, K: int) -> np.ndarray:
    """One-hot vectors: Y (N, K), whose row n is the unit vector of the class y[n].

    y (N,) holds integers in 0..K-1. Classes without a sample keep their column: K may exceed max(y) + 1.

    Derivation
    ----------
    Y_nk = 1 if k = y_n, else 0. So Y_n = e_{y_n} is row y_n of the K x K identity matrix. Its entries
    sum to 1, and its argmax is y_n; the columns of Y are orthogonal, with Y^T Y = diag(class sizes).
    Errors: ValueError for K < 2, no samples, labels that are no integers or not in 0..K-1.
    Source: indicator (dummy) coding of a categorical variable; the e_k are the corners of the simplex.
    """
    require.integer(K, "K", 2, "the number of classes")
    require.labels(y, K)
    Y = np.zeros((len(y), K))
    Y[np.arange(len(y)), y] = 1
    return Y
