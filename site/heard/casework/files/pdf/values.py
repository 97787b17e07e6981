"""What stands in a dictionary of a PDF, wherever in the file it lies."""

from pypdf.generic import DictionaryObject, IndirectObject, NameObject, NullObject, PdfObject


def raw(above: DictionaryObject, key: str) -> PdfObject | None:
    """The value as it stands there: it may only name the place where it lies. None: no such key."""
    found: PdfObject | None = above.raw_get(key) if key in above else None
    return found


def value_of(above: DictionaryObject, key: str) -> PdfObject | None:
    """The value itself. None where there is none, or null."""
    return resolved(raw(above, key))


def resolved(found: PdfObject | None) -> PdfObject | None:
    """What is meant, where `found` may only name its place."""
    for _ in range(8):
        if not isinstance(found, IndirectObject):
            return None if isinstance(found, NullObject) else found
        found = found.get_object()
    return None


def table_of(above: DictionaryObject, key: str) -> DictionaryObject:
    """A dictionary in a dictionary, an empty one where there is none."""
    found = value_of(above, key)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def name_of(above: DictionaryObject, key: str) -> str:
    """A name, with its stroke in front. Empty where there is none."""
    found = value_of(above, key)
    return str(found) if isinstance(found, NameObject) else ""
