"""A wish to be apart from somebody, in two halves.

What it takes (another time, room or door) the team reads, because it books them. From whom and why
stays with the chairs alone, on a page of its own that comes after it.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, Request
from heard.journeys.model.journey import OnlyIf, Page
from heard.languages.marks import N_


def own_space(
    title: str, *, only_if: tuple[OnlyIf, ...] = (), label: str = "", required: str = ""
) -> Page:
    """The practical half. The page on which the chair reads the rest has to come next."""
    return Page(
        slug="your-own-space",
        title=title,
        lead=N_(
            "The team that books the rooms sees what you choose here, to get it ready. From whom, "
            "and why, is on the next page: only people who chair these meetings see that. You do "
            "not need to prove that you are afraid. The chair decides, and may not be able to do "
            "it all."
        ),
        readers=Audience.TEAM,
        only_if=only_if,
        questions=(
            AnyOf(
                name="apart",
                label=label or title,
                required=required,
                options=(
                    Request("time", N_("A separate time"), discreet=True),
                    Request("room", N_("A separate room"), discreet=True),
                    Request("call", N_("To be there by video or phone"), discreet=True),
                    Request("door", N_("Another door, and another place to wait"), discreet=True),
                    Request("first", N_("To come first"), discreet=True),
                    Request("leave", N_("To leave first"), discreet=True),
                    Request(
                        "talk", N_("I do not know yet. Please talk with me first"), discreet=True
                    ),
                ),
            ),
        ),
    )
