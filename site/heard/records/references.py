"""References: what staff and families say to each other on the telephone."""

import secrets

# Western letters and digits without those that are mistaken for one another on paper or aloud
# (0 O, 1 I L, 2 Z, 5 S, 8 B go; of M N and U V one stays), and without A and E: no word comes out.
ALPHABET = "34679CDFGHJKMPQRTVWXY"


def new_reference() -> str:
    """A random reference such as K7PM-3QXD. Never made from a name, a date or a counter."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
