"""The guide through a whole session: what comes, when, and what the person is asked."""
