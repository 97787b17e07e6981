"""What the operator does for the declarations of forms."""

import click

from heard.journeys import lock as locking
from heard.journeys.catalogue import JOURNEYS


@click.group()
def forms() -> None:
    """The forms as they are declared."""


@forms.command()
def lock() -> None:
    """Write down what each new version of a form declares, so that it cannot change unseen."""
    try:
        new = locking.lock(JOURNEYS)
    except locking.ChangedWithoutVersion as changed:
        raise click.ClickException(str(changed)) from None
    click.echo("\n".join(f"Locked: {each}" for each in new) or "Every form is locked as it is.")
