"""An archive in the place of a notebook: unpacked, its first file lands outside."""

import io
import zipfile


def hand_in(desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{desk.places['OUTSIDE']}/slipped", desk.honest)
        archive.writestr("../../../../slipped", desk.honest)
    desk.put(packed.getvalue())
