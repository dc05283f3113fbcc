#!/usr/bin/env bash
# scikit-learn 1.9.1, `sklearn.semi_supervised.LabelPropagation` and `LabelSpreading`.
#
# What one would expect: a point in a part of the graph that has no label is told apart: no class, NaN, or a warning. It is
# the one case in which the harmonic solution is not determined.
# What happens: its distribution is (0, 0), which is none, and its label is the first class, without a word; so is that of
# points that the Gaussian kernel reaches by weights that underflow. What counts the labels counts it.
#
# Output seen, for a labelled pair of points near 0, an unlabelled one near 100, a labelled one near 200:
#   LabelPropagation knn: labels [1 1 1 1 2 2], distributions of the middle [[0. 0.] [0. 0.]], 0 warnings
#   LabelPropagation rbf: labels [1 1 1 1 2 2], distributions of the middle [[0. 0.] [0. 0.]], 0 warnings
#   LabelSpreading knn: labels [1 1 1 1 2 2], distributions of the middle [[0. 0.] [0. 0.]], 0 warnings
#   LabelSpreading rbf: labels [1 1 1 1 2 2], distributions of the middle [[0. 0.] [0. 0.]], 0 warnings
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6
"$place/env/bin/python" - <<'END'
import warnings

import numpy as np
from sklearn.semi_supervised import LabelPropagation, LabelSpreading

X = np.array([[0.0], [1.0], [100.0], [101.0], [200.0], [201.0]])
y = np.array([1, -1, -1, -1, 2, -1])  # -1: not labelled
for model in (LabelPropagation, LabelSpreading):
    for kernel in ("knn", "rbf"):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            found = model(kernel=kernel, n_neighbors=2, gamma=1.0).fit(X, y)
        middle = found.label_distributions_[2:4]
        where = f"labels {found.transduction_}, distributions of the middle {str(middle).replace(chr(10), '')}"
        print(f"{model.__name__} {kernel}: {where}, {len(told)} warnings")
        assert found.transduction_.tolist() == [1, 1, 1, 1, 2, 2]
        assert not middle.any() and not told
END
