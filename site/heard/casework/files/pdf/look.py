"""What stands on a page beside its drawing: fields, stamps, drawn lines. Their look joins it."""

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from heard.casework.files.pdf.values import name_of, raw, resolved, table_of, value_of
from heard.casework.files.refusals import FileRefused, Refusal

#: These are something else than a look: files, films, sounds.
_MORE = {"/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/Projection"}
_HIDDEN, _NOT_SEEN = 2, 32
_MOST_ON_A_PAGE = 5000

Box = tuple[float, float, float, float]


def with_looks(page: DictionaryObject) -> tuple[DictionaryObject, bool]:
    """The page as one drawing, and whether anything on it was more than a look. Raises FileRefused.

    Refused is a page with something that has no look to keep: a file, a film, a word in a field.
    """
    on_it = value_of(page, "/Annots")
    if not isinstance(on_it, ArrayObject):
        return page, False
    if len(on_it) > _MOST_ON_A_PAGE:
        raise FileRefused(Refusal.DAMAGED)
    looks, more = list[tuple[PdfObject, str]](), False
    for one in map(resolved, on_it):
        if not isinstance(one, DictionaryObject):
            continue
        if name_of(one, "/Subtype") in _MORE or "/AF" in one or "/FS" in one:
            raise FileRefused(Refusal.MORE_THAN_PAGES)
        look = _look(one)
        if look is not None:
            looks.append(look)
        elif _says_something(one):
            raise FileRefused(Refusal.MORE_THAN_PAGES)
        more = more or look is None or "/A" in one or "/AA" in one
    return (_drawn_over(page, looks) if looks else page), more


def _look(one: DictionaryObject) -> tuple[PdfObject, str] | None:
    """Its drawing, and the six numbers that bring that to its place; None where there is none."""
    flags = value_of(one, "/F")
    if isinstance(flags, NumberObject) and int(flags) & (_HIDDEN | _NOT_SEEN):
        return None
    if name_of(one, "/Subtype") in ("/Link", "/Popup"):
        return None
    drawn, place = _drawn(one), _box(value_of(one, "/Rect"))
    stream = resolved(drawn)
    if drawn is None or place is None or not isinstance(stream, StreamObject):
        return None
    box = _box(value_of(stream, "/BBox"))
    return (drawn, _placed(box, _matrix(value_of(stream, "/Matrix")), place)) if box else None


def _drawn_over(page: DictionaryObject, looks: list[tuple[PdfObject, str]]) -> DictionaryObject:
    resources, drawings = _opened(page, "/Resources"), DictionaryObject()
    drawings.update(_opened(resources, "/XObject"))
    over = []
    for drawing, placed in looks:
        name = next(
            each
            for number in range(len(drawings) + 1)
            if (each := f"/Look{number}") not in drawings
        )
        drawings[NameObject(name)] = drawing
        over.append(f"q {placed} cm {name} Do Q")
    resources[NameObject("/XObject")] = drawings
    drawn = value_of(page, "/Contents")
    before = list(drawn) if isinstance(drawn, ArrayObject) else [drawn]
    before = [each for each in before if each is not None]
    changed = DictionaryObject(page)
    changed[NameObject("/Resources")] = resources
    changed[NameObject("/Contents")] = ArrayObject(
        [_stream("q"), *before, _stream("\n".join(["Q", *over]))]
    )
    return changed


def _opened(above: DictionaryObject, key: str) -> DictionaryObject:
    return DictionaryObject(table_of(above, key))


def _stream(text: str) -> StreamObject:
    made = DecodedStreamObject()
    made.set_data(text.encode("ascii"))
    return made


def _drawn(one: DictionaryObject) -> PdfObject | None:
    """The look that it has when nobody presses it; of several the one that is on."""
    normal = raw(table_of(one, "/AP"), "/N")
    states, state = resolved(normal), value_of(one, "/AS")
    if isinstance(states, StreamObject):
        return normal
    if isinstance(states, DictionaryObject) and isinstance(state, NameObject):
        return raw(states, state)
    return None


def _says_something(one: DictionaryObject) -> bool:
    """Whether it is a field with words in it that only a program for forms would show."""
    if name_of(one, "/Subtype") != "/Widget" or _drawn(one) is not None:
        return False
    node, kind, words = one, "", None
    for _ in range(32):
        kind = kind or name_of(node, "/FT")
        words = value_of(node, "/V") if words is None else words
        above = value_of(node, "/Parent")
        if not isinstance(above, DictionaryObject):
            break
        node = above
    return kind in ("/Tx", "/Ch") and bool(words)


def _numbers(found: object, many: int) -> tuple[float, ...] | None:
    if not isinstance(found, ArrayObject) or len(found) != many:
        return None
    numbers = [resolved(each) for each in found]
    plain = [float(each) for each in numbers if isinstance(each, NumberObject | FloatObject)]
    return tuple(plain) if len(plain) == many else None


def _box(value: object) -> Box | None:
    found = _numbers(value, 4)
    if found is None:
        return None
    (left, right), (low, high) = sorted(found[0::2]), sorted(found[1::2])
    return left, low, right, high


def _matrix(value: object) -> tuple[float, ...]:
    return _numbers(value, 6) or (1, 0, 0, 1, 0, 0)


def _placed(box: Box, matrix: tuple[float, ...], place: Box) -> str:
    """As a reader's program places it (ISO 32000-1, 12.5.5)."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    wide, tall = max(across) - min(across), max(up) - min(up)
    scale_x = (place[2] - place[0]) / wide if wide else 1.0
    scale_y = (place[3] - place[1]) / tall if tall else 1.0
    left, low = place[0] - min(across) * scale_x, place[1] - min(up) * scale_y
    return f"{scale_x:.6f} 0 0 {scale_y:.6f} {left:.4f} {low:.4f}"
