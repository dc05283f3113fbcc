"""What goes wrong in a mark scheme itself."""


class DesignError(Exception):
    """A mark scheme contradicts itself; for its author, never for a student."""
