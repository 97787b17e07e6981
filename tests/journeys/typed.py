"""What people and broken programs can put into a box."""

from hypothesis import strategies as st

#: Signs that have broken programs before: control characters, overrides of direction, joiners,
#: combining marks, emoji, halves of a pair, a separator of lines, a byte order mark.
AWKWARD = (
    "\x00\x07\x08\x0b\x0c\x1b\x7f\x85\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069"
    "\u2028\u2029\ufeff\ufffe\ufffd\ud800\udfff\u0301\u0651\U0001f600\U0001f469\U000e0041\U0010ffff"
    "%{}<&'\"\\\r\n\t "
)

SIGNS = st.one_of(
    st.sampled_from(AWKWARD),
    st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")),
)
TEXTS = st.one_of(
    st.text(SIGNS, max_size=60),
    st.builds(
        lambda text, times: text * times, st.text(SIGNS, min_size=1, max_size=4), st.just(25_000)
    ),
)

#: Everything that is no text at all.
OTHERS = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.binary(max_size=20),
        st.text(SIGNS, max_size=10),
        st.dates(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=5), inner, max_size=3),
        st.tuples(inner),
    ),
    max_leaves=5,
)
