#!/usr/bin/env bash
# scikit-learn 1.9.1, `sklearn.linear_model.Perceptron` without intercept.
#
# What one would expect: Rosenblatt's rule from w = 0 makes the same mistakes whatever the unit of the data is, because w
# grows with it; and on a separable set it ends when it separates it, by Novikoff. So the fit does not depend on the unit.
# What happens: it stops when the loss of an epoch has not fallen by `tol`, 0.001, for five epochs, and the loss is in the
# unit of the data squared. In kilometres the same points count as converged at once. There is no ConvergenceWarning, which
# is for max_iter alone. `tol=None` runs all of max_iter and separates.
#
# Output seen, five points in the plane:
#   in metres: 19 epochs, 1.0 of the points right
#   in kilometres: 6 epochs, 0.6 of the points right, 0 warnings
#   in kilometres, tol=None: 1000 epochs, 1.0 of the points right
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6
"$place/env/bin/python" - <<'END'
import warnings

import numpy as np
from sklearn.linear_model import Perceptron

X = np.array([[3.0, 9.0], [6.0, 5.0], [4.0, -7.0], [-5.0, 6.0], [-3.0, 7.0]])
y = np.array([-1, -1, -1, 1, -1])


def fit(unit, **settings):
    model = Perceptron(fit_intercept=False, shuffle=False, **settings).fit(X * unit, y)
    score = model.score(X * unit, y)
    return score, f"{model.n_iter_} epochs, {score} of the points right"


whole, said = fit(1.0)
print("in metres:", said)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    part, said = fit(0.001)
print(f"in kilometres: {said}, {len(told)} warnings")
again, said = fit(0.001, tol=None)
print("in kilometres, tol=None:", said)
assert whole == again == 1.0 and part < 1.0 and not told
END
