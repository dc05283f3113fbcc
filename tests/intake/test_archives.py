"""Archives that other people made: what is read of them, and that nothing else happens."""

import io
import os
import resource
import stat
import struct
import zipfile

import pytest

from autograder.intake.archives import ArchiveError, Caps, unpack


@pytest.fixture
def folder(tmp_path):
    """The only place where files may appear; what lies around it is watched."""
    place = tmp_path / "outer" / "folder"
    place.mkdir(parents=True)
    return place


@pytest.fixture
def pack(tmp_path):
    """Write an archive of these members: names or ZipInfos, and contents."""

    def write(*members, **options):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", **options) as archive:
            for name, content in members:
                archive.writestr(name, content)
        return path

    return write


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def reasons(left):
    return {each.name: each.reason for each in left}


def test_files_are_written_as_they_lie_in_the_archive(pack, folder):
    path = pack(("Ada Byron/work.ipynb", b"{}"), ("Zoë.ipynb", b"[]"), ("empty/", b""))
    assert unpack(path, folder) == []
    assert files(folder) == {"Ada Byron/work.ipynb": b"{}", "Zoë.ipynb": b"[]"}


@pytest.mark.parametrize(
    "name",
    ["../up.ipynb", "a/../../up.ipynb", "/root.ipynb", "..\\up.ipynb", "C:\\up.ipynb", "C:up.ipynb", "a//b.ipynb"],
)
def test_no_path_leaves_the_folder(pack, folder, tmp_path, name):
    before = files(tmp_path)
    path = pack((name, b"bad"), ("good.ipynb", b"good"))
    (left,) = unpack(path, folder)
    assert left.reason == "has a path that leads out of the archive's folder"
    assert files(folder) == {"good.ipynb": b"good"}
    assert files(tmp_path) == before | {"a.zip": path.read_bytes(), "outer/folder/good.ipynb": b"good"}


def test_a_backslash_parts_folders_as_old_windows_zippers_mean_it(pack, folder):
    unpack(pack(("ada\\work.ipynb", b"{}")), folder)
    assert set(files(folder)) == {"ada/work.ipynb"}


def test_a_link_is_not_followed_and_not_made(pack, folder):
    link = zipfile.ZipInfo("ada.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    left = unpack(pack((link, b"/etc/passwd"), ("ben.ipynb", b"{}")), folder)
    assert reasons(left) == {"ada.ipynb": "is a link and was not followed: pack the file itself"}
    assert [path.name for path in folder.iterdir()] == ["ben.ipynb"]


def test_hidden_files_and_what_a_mac_lays_beside_them_are_passed_over(pack, folder):
    hidden = ("__MACOSX/._a.ipynb", ".DS_Store", "a/.ipynb_checkpoints/a.ipynb")
    path = pack(*((name, b"") for name in hidden), ("a.ipynb", b"{}"))
    assert unpack(path, folder) == []
    assert set(files(folder)) == {"a.ipynb"}


def test_of_two_files_of_one_name_neither_counts(pack, folder):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = pack(*((f"{name}.ipynb", name) for name in ("ada", "ADA", "ben", "ben", "cem")))
    left = unpack(path, folder)
    assert [each.name for each in left] == ["ada.ipynb", "ADA.ipynb", "ben.ipynb", "ben.ipynb"]
    assert all("stands in the archive twice" in each.reason for each in left)
    assert files(folder) == {"cem.ipynb": b"cem"}


def test_a_file_that_is_a_folder_too_is_told(pack, folder):
    left = unpack(pack(("a", b"1"), ("a/b.ipynb", b"2"), ("c.ipynb", b"3")), folder)
    told = "has the name of a folder, or lies in a file, of the same archive: pack it anew"
    assert reasons(left) == {"a/b.ipynb": told}
    assert set(files(folder)) == {"a", "c.ipynb"}


def test_a_name_that_no_file_system_takes_is_told(pack, folder):
    left = unpack(pack(("x" * 300, b""), ("a.ipynb", b"")), folder)
    assert reasons(left) == {"x" * 300: "has too long a name: give it a shorter one and pack it anew"}
    assert set(files(folder)) == {"a.ipynb"}


def test_an_encrypted_file_is_told(pack, folder):
    path = pack(("ada.ipynb", b"{}"), ("ben.ipynb", b"{}"))
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")  # the first entry of the directory
    raw[at + 8] |= 1
    path.write_bytes(raw)
    assert reasons(unpack(path, folder)) == {"ada.ipynb": "is encrypted: pack it without a password"}
    assert set(files(folder)) == {"ben.ipynb"}


def test_a_damaged_file_is_told_and_leaves_nothing(pack, folder):
    content = os.urandom(3 << 20)
    path = pack(("ada.ipynb", content), ("ben.ipynb", b"{}"))
    raw = bytearray(path.read_bytes())
    raw[len(content) // 2] ^= 255
    path.write_bytes(raw)
    (left,) = unpack(path, folder)
    assert left.name == "ada.ipynb" and left.reason.startswith("is damaged (Bad CRC-32")
    assert set(files(folder)) == {"ben.ipynb"}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whatever_a_decompressor_says_of_damage_it_is_a_line(pack, folder, method):
    path = pack(("ada.ipynb", bytes(range(256)) * 4000), compression=method)
    whole = path.read_bytes()
    at = len("ada.ipynb") + 30  # behind the header
    end = whole.index(b"PK\x01\x02")
    path.write_bytes(whole[:at] + b"\xff" * (end - at) + whole[end:])
    (left,) = unpack(path, folder)
    assert left.reason.startswith("is damaged")
    assert files(folder) == {}


def test_an_unknown_method_is_a_line(pack, folder):
    path = pack(("ada.ipynb", b"{}"))
    raw = bytearray(path.read_bytes())
    raw[8:10] = raw[raw.index(b"PK\x01\x02") + 10 : raw.index(b"PK\x01\x02") + 12] = struct.pack("<H", 99)
    path.write_bytes(raw)
    assert [each.reason.startswith("is damaged") for each in unpack(path, folder)] == [True]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}" * 1000])
def test_what_is_no_archive_is_refused(tmp_path, folder, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match="is no zip archive that can be read, or is cut off: download it again"):
        unpack(path, folder)


def test_an_archive_that_was_cut_off_is_refused_at_any_place(pack, folder):
    path = pack(*((f"{number}.ipynb", os.urandom(500)) for number in range(5)))
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:length])
        with pytest.raises(ArchiveError):
            unpack(path, folder)
    assert files(folder) == {}


def test_an_archive_that_cannot_be_opened_is_refused(tmp_path, folder):
    with pytest.raises(ArchiveError, match="cannot be read"):
        unpack(tmp_path / "gone.zip", folder)


def test_a_file_larger_than_a_submission_may_be_is_left_out(pack, folder):
    path = pack(("big.mp4", b"x" * (2 << 20)), ("a.ipynb", b"{}"), compression=zipfile.ZIP_DEFLATED)
    left = unpack(path, folder, Caps(file_bytes=1 << 20))
    assert reasons(left) == {"big.mp4": "is larger than 1 MiB"}
    assert set(files(folder)) == {"a.ipynb"}


def test_what_adds_up_to_too_much_is_refused_before_anything_is_written(pack, folder):
    path = pack(*((f"{number}", b"\0" * (1 << 20)) for number in range(4)), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveError, match="would unpack to 4 MiB, at most 3 MiB are read"):
        unpack(path, folder, Caps(bytes=3 << 20))
    with pytest.raises(ArchiveError, match="holds 4 files, at most 3 are read"):
        unpack(path, folder, Caps(files=3))
    assert files(folder) == {}


def test_more_than_an_archive_declares_is_not_read(pack, folder):
    path = pack(("bomb", b"\0" * (8 << 20)), compression=zipfile.ZIP_DEFLATED)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02") + 24  # the size, unpacked
    raw[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(raw)
    (left,) = unpack(path, folder, Caps(bytes=1 << 20))
    assert left.reason.startswith("is damaged")
    assert files(folder) == {}


def test_a_name_in_utf_8_that_does_not_say_so_is_read_as_a_mac_means_it(folder, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Zo\u00eb.ipynb", b"{}")
    raw = stream.getvalue().replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    path = tmp_path / "mac.zip"
    path.write_bytes(raw)
    assert zipfile.ZipFile(path).namelist() != ["Zo\u00eb.ipynb"]
    unpack(path, folder)
    assert set(files(folder)) == {"Zo\u00eb.ipynb"}


def test_a_full_disk_is_not_taken_for_a_bad_file(pack, folder):
    path = pack(("a.ipynb", b"x" * 100_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            unpack(path, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
