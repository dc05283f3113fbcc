"""A kernel that nobody has, so that nothing can be run, and outputs that say full marks."""

import json


def hand_in(desk):
    notebook = json.loads(desk.blank)
    notebook["metadata"]["kernelspec"] = {"name": "../../../evil", "display_name": "Python 3", "argv": ["/bin/sh"]}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            data = {"text/plain": "5.0"}
            cell["outputs"] = [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}]
    desk.put(notebook)
