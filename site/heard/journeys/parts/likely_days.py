"""Which days can be meant: a day outside is asked about once, and a short year means one within."""

from heard.journeys.model.dates import Likely

_YEAR = 12

#: A child who is not grown up yet, or a baby who is expected.
A_BIRTH = Likely(back=19 * _YEAR, ahead=10)
#: The birthday of a child who writes it.
OWN_BIRTH = Likely(back=19 * _YEAR)
#: A conference or the review after it.
A_MEETING = Likely(back=2 * _YEAR, ahead=2 * _YEAR)
#: A letter, a record or a report about it, and what stands on paper.
CAME = Likely(back=2 * _YEAR)
#: Something that happened, however long somebody has kept it to themselves.
HAPPENED = Likely(back=20 * _YEAR)
