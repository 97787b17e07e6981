"""What can go wrong between a worker of the desk and the agent."""

from heard.vault.errors import VaultError


class AgentBusy(VaultError):
    """So many ask for the same that no more are taken just now."""

    def __init__(self) -> None:
        super().__init__("too many ask the agent at once")


class AgentFailed(VaultError):
    """The agent did not answer: a process of it ended, or took too long."""

    def __init__(self) -> None:
        super().__init__("the agent does not answer")


class UnknownSession(VaultError):
    """The agent keeps no share of the sign-in, or its pieces do not belong together."""

    def __init__(self) -> None:
        super().__init__("the agent knows no such session")
