#!/usr/bin/env bash
# NumPy 2.4.6, `numpy.testing`: assert_allclose, assert_array_equal, assert_equal and the others, against a scalar.
#
# What one would expect: an array without elements is not the number 5: shapes that differ are a failure, as (0,) and (1,)
# are.
# What happens: a scalar is compared with each element, and of an empty array with none. So the answer [], such as a mask
# that selects nothing gives, is equal to 5, close to 5, and less than -5. `strict=True` tells them apart.
#
# Output seen:
#   assert_equal(answer, 5) passes
#   assert_allclose(answer, 5) passes
#   assert_array_equal(answer, 5) passes
#   assert_array_almost_equal(answer, 5) passes
#   assert_array_less(answer, -5) passes
#   assert_allclose(answer, [5]) fails
#   assert_allclose(answer, 5, strict=True) fails
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6
"$place/env/bin/python" - <<'END'
import numpy as np

scores = np.array([0.2, 0.7])
answer = scores[scores > 1]
SEEN = [
    ("assert_equal", 5, {}, "passes"),
    ("assert_allclose", 5, {}, "passes"),
    ("assert_array_equal", 5, {}, "passes"),
    ("assert_array_almost_equal", 5, {}, "passes"),
    ("assert_array_less", -5, {}, "passes"),
    ("assert_allclose", [5], {}, "fails"),
    ("assert_allclose", 5, {"strict": True}, "fails"),
]
for name, wanted, settings, seen in SEEN:
    try:
        getattr(np.testing, name)(answer, wanted, **settings)
        found = "passes"
    except AssertionError:
        found = "fails"
    print(f"{name}(answer, {wanted}{''.join(f', {key}={value}' for key, value in settings.items())}) {found}")
    assert found == seen
END
