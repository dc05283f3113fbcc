"""Cells of every wrong type, beside the released ones."""

import json


def hand_in(desk):
    notebook = json.loads(desk.blank)
    odd = [None, 7, "cell", [], {}, {"cell_type": ["code"]}, {"cell_type": "code", "source": {"a": 1}}]
    notebook["cells"] = [*odd, *notebook["cells"], {"cell_type": "code", "source": [1, None], "metadata": None}]
    desk.put(notebook)
