"""`python -m heard.cli`."""

from heard.cli.main import main

main(prog_name="heard")
