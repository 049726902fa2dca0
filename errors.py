"""The one exception family of the project: its text is a sentence for the person who sees it."""


class BacktalkError(Exception):
    """A problem told in one clear sentence that also says what to do next.

    Command lines print the sentence and exit with 1; pages show it calmly. Anything that is not a
    `BacktalkError` is a defect of ours.
    """
