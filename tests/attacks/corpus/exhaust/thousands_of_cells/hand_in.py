"""A notebook of thousands of cells, none of which takes long."""

import json


def hand_in(desk):
    notebook = json.loads(desk.blank)
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    sources = [f"import time\ntime.sleep(0.01)  # {number}" for number in range(4000)]
    notebook["cells"] += [{**cell, "id": f"own-{number}", "source": each} for number, each in enumerate(sources)]
    desk.put(notebook)
