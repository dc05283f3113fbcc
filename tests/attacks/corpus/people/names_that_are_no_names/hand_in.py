"""Names that would lead out of the results' folder, were they taken for paths or options; one as long as can be."""


def hand_in(desk):
    for student in ("..\\..\\evil", "%2e%2e%2fevil", "~root", "-rf", "CON", "=1+1", ".. ", "a" * 255):
        desk.put(desk.blank, student)
