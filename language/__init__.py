"""The languages that Backtalk speaks: all texts in one catalogue, told in the one that was chosen."""
