"""The module that goes into every release folder as it stands."""
