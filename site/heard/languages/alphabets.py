"""The order of words in a list, and their bare form for comparing what people type."""

import unicodedata

from heard.languages.numerals import western_digits

#: Letters in their order where that of Unicode would puzzle a reader.
ALPHABETS = {
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ur": "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءئیے",
}
#: What phones type for the same letter.
_SAME = str.maketrans(
    {"ł": "l", "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ہ": "ه", "ۃ": "ه", "ة": "ه", "ھ": "ه"}
    | {"آ": "ا", "أ": "ا", "إ": "ا", "ؤ": "و", "ٱ": "ا"}
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u0640\u00ad", "")
    | dict.fromkeys("’‘ʼ`´", "'")
)


def place(words: str, code: str) -> tuple[tuple[int, str], ...]:
    """A key by which `words` stand in the alphabetical order of a language."""
    alphabet = ALPHABETS.get(code)
    letters = unicodedata.normalize("NFC", words).casefold() if alphabet else bare(words)
    order = {letter: at for at, letter in enumerate(alphabet or "")}
    return tuple((order.get(letter, len(order)), letter) for letter in letters if letter.isalnum())


def bare(text: str) -> str:
    """`text` in small letters and Western digits, without accents, whichever keyboard wrote it."""
    text = western_digits(text).casefold().translate(_SAME)
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_SAME)
