"""`course check`: the mark schemes themselves put to the test."""
