"""How a command gives up."""


class Stopped(Exception):
    """The command cannot go on. `lines` go to stderr, one for each thing that is wrong; `status` is the exit status:
    2 when the command or the config is to be put right, 1 when a check found something."""

    def __init__(self, *lines: str, status: int = 2) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.status = status
