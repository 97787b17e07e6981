"""The agent of the tests: the real process, one for each worker of pytest."""

from functools import cache

from heard.casework.staff.sessions import start_agent
from heard.vault.agent.client import Agent


@cache
def agent() -> Agent:
    """Started when the first test needs it; it ends with this process."""
    return start_agent()
