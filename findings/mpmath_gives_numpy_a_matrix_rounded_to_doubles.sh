#!/usr/bin/env bash
# mpmath 1.4.1 with NumPy 2.4.6, `mpmath.matrix` in an operation with an array.
#
# What one would expect: a matrix of mpmath has the digits of its numbers wherever it goes, as a single mpf has in
# `np.array([1.0]) * mpf(1)`; its list of lists, `np.array(A.tolist())`, keeps them, too.
# What happens: `np.array(A)`, and every operation of NumPy that has the matrix on its right, first rounds it to float64,
# whatever mp.dps is. The difference of an array and its exact value of 50 digits is then 0, or an error of double
# precision. And `*` of an array and a matrix is by elements, where mpmath's own is the matrix product.
#
# Output seen, A being the matrix of one number, 1/10 to 50 digits:
#   np.array([[mpf(1)]]) * A[0, 0]: object, off by 0.0
#   np.array(A.tolist()): object, off by 0.0
#   np.array(A): float64, off by 5.5511151e-18
#   np.eye(1) @ A: float64, off by 5.5511151e-18
#   np.zeros((1, 1)) + A: float64, off by 5.5511151e-18
#   the error of np.array([[0.1]]) as np.array([[0.1]]) - A has it: 0.0
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 mpmath==1.4.1
"$place/env/bin/python" - <<'END'
import mpmath
import numpy as np
from mpmath import mpf

mpmath.mp.dps = 50
tenth = mpf(1) / 10
A = mpmath.matrix([[tenth]])
EXACT = {
    "np.array([[mpf(1)]]) * A[0, 0]": np.array([[mpf(1)]]) * A[0, 0],
    "np.array(A.tolist())": np.array(A.tolist()),
}
ROUNDED = {
    "np.array(A)": np.array(A),
    "np.eye(1) @ A": np.eye(1) @ A,
    "np.zeros((1, 1)) + A": np.zeros((1, 1)) + A,
}
for way, array in (EXACT | ROUNDED).items():
    off = abs(mpf(array[0, 0]) - tenth)
    print(f"{way}: {array.dtype}, off by {mpmath.nstr(off, 8)}")
    assert (off > 0) == (way in ROUNDED) and array.dtype == (float if way in ROUNDED else object)
error = np.array([[0.1]]) - A
print("the error of np.array([[0.1]]) as np.array([[0.1]]) - A has it:", error[0, 0])
assert error[0, 0] == 0
END
