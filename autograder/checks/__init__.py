"""Mark schemes: `test_<stem>.py` holds the checks, misconceptions and alternates of one unit."""
