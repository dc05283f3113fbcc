"""A small archive that unpacks to a file a thousand times its size."""

import io
import zipfile


def hand_in(desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("notebook.ipynb", "w") as file:
        for _ in range(70):
            file.write(bytes(1 << 20))
    desk.put(packed.getvalue())
