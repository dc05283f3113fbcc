"""A class of forty: names with near misses, doubles, accents, and what a platform makes of them."""

import unicodedata
from dataclasses import dataclass

ODD = (
    "Andrea Müller", "Andreas Müller", "Ben Li", "Ben Li", "Zoë O'Neill", "Åsa Ångström", "María José de la Cruz",
    "李雷", "Jean-Luc D’Arc", "Søren Ødegård",
)  # fmt: skip
FIRST = ("Ada", "Emil", "Grete", "Jonas", "Lena", "Tomas")
LAST = ("Schmidt", "Schmitt", "Nowak", "Weiß", "Yılmaz")
NAMES = (*ODD, *(f"{first} {last}" for first in FIRST for last in LAST))


@dataclass(frozen=True)
class Person:
    """One of the class; the number is Canvas'."""

    id: str
    name: str
    number: int

    @property
    def moodle(self) -> str:
        """What Moodle calls the folder: without apostrophes, accents as a Mac writes them."""
        plain = unicodedata.normalize("NFD", self.name.replace("'", "").replace("’", ""))
        return f"{plain}_{9000 + self.number}_assignsubmission_file"

    def canvas(self, late: bool = False) -> str:
        """What Canvas calls the file."""
        letters = "".join(letter for letter in "".join(reversed(self.name.split())).lower() if letter.isalnum())
        return f"{letters}{'_LATE' * late}_{self.number}_{self.number + 70_000}_my work-1.ipynb"


CLASS = tuple(Person(f"s{at:02}", name, 2000 + at) for at, name in enumerate(NAMES, start=1))


def roster(also: bool = False) -> str:
    """The class as a file, with the other name of one of them if the instructor has found it out."""
    lines = ["id,name,email,section,canvas id,also"]
    for each in CLASS:
        other = "Andrea Mueller" if also and each.id == "s01" else ""
        lines.append(f"{each.id},{each.name},{each.id}@example.org,A,{each.number},{other}")
    return "\n".join(lines) + "\n"


def gradebook(form: str) -> str:
    """The gradebook as a platform exports it."""
    if form == "moodle":
        return "".join(["Username,First name,Last name,Email address\n", *(f"{each.id},,,\n" for each in CLASS)])
    lines = ["Student,ID,SIS User ID,SIS Login ID,Section", "    Points Possible,,,,"]
    lines += [f"{each.name},{each.number},U{each.id},{each.id},A" for each in CLASS]
    return "\n".join(lines) + "\n"
