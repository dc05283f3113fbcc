#!/usr/bin/env bash
# NumPy 2.4.6 with mpmath 1.4.1, `np.max` and `np.min` of an array of mpf.
#
# What one would expect: NaN is the greatest and the least of an array that has one, as for floats; so an oracle with
# 50 digits may ask, as one in double precision may, whether the greatest error is below a tolerance.
# What happens: an array of mpf has the dtype object, which NumPy reduces by Python's comparisons, and these are all false
# for NaN. Whether the NaN is the answer, or is dropped, or takes a greater number with it, depends on where it stands.
#
# Output seen:
#   nan 5: 5.0 of mpf, nan of float
#   5 nan: nan of mpf, nan of float
#   5 nan 1: 1.0 of mpf, nan of float
#   is the greatest error of (nan, 0) below 1e-12? True of mpf, False of float
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 mpmath==1.4.1
"$place/env/bin/python" - <<'END'
import numpy as np
from mpmath import isnan, mpf

SEEN = {"nan 5": "5.0", "5 nan": "nan", "5 nan 1": "1.0"}
for numbers, seen in SEEN.items():
    exact = np.max(np.array([mpf(each) for each in numbers.split()]))
    double = np.max(np.array([float(each) for each in numbers.split()]))
    print(f"{numbers}: {exact} of mpf, {double} of float")
    assert str(exact) == seen and isnan(double)
errors = np.array([mpf("nan"), mpf(0)])
small = [bool(np.max(np.abs(each)) < 1e-12) for each in (errors, errors.astype(float))]
print(f"is the greatest error of (nan, 0) below 1e-12? {small[0]} of mpf, {small[1]} of float")
assert small == [True, False]
END
