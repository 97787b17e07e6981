"""Places in a process: bounded for newcomers and for large posts, never for who has begun."""

from flask import Flask, Response

from heard.web.admission import Admission, admission_for, admit

NEWCOMER = frozenset({"newcomer"})
BOTH = frozenset({"newcomer", "large"})


def test_newcomers_have_a_part_of_the_places_and_get_it_back():
    admission = Admission(newcomers=2, large_posts=1)
    assert [admission.enter(NEWCOMER) for _ in range(3)] == [True, True, False]
    admission.leave(NEWCOMER)
    assert admission.enter(NEWCOMER)


def test_who_has_begun_finds_a_place_however_many_newcomers_there_are():
    admission = Admission(newcomers=0, large_posts=1)
    assert not admission.enter(NEWCOMER)
    assert all(admission.enter(frozenset()) for _ in range(1000))


def test_large_posts_have_a_bound_of_their_own_and_a_refused_one_takes_no_place():
    admission = Admission(newcomers=5, large_posts=1)
    assert admission.enter(BOTH)
    assert not admission.enter(BOTH)
    assert [admission.enter(NEWCOMER) for _ in range(5)] == [True, True, True, True, False]


def app_with(admission: Admission, *, begun: bool = False) -> Flask:
    app = Flask(__name__)
    admit(
        app,
        admission,
        has_begun=lambda: begun,
        is_large=lambda: False,
        full=lambda: Response("full", 503),
    )

    @app.route("/", methods=["GET", "POST"])
    def page() -> str:
        return "in"

    @app.get("/fault")
    def fault() -> str:
        raise RuntimeError

    return app


def test_a_full_house_answers_newcomers_at_once_and_lets_others_in():
    full = Admission(newcomers=0, large_posts=1)
    assert app_with(full).test_client().get("/").status_code == 503
    assert app_with(full, begun=True).test_client().get("/").status_code == 200


def test_every_place_is_given_back_whatever_happens_inside():
    admission = Admission(newcomers=1, large_posts=1)
    browser = app_with(admission).test_client()
    for address in ("/", "/fault", "/nothing", "/"):
        browser.get(address)
    assert browser.get("/").status_code == 200


def test_places_taken_by_others_count():
    admission = Admission(newcomers=3, large_posts=1)
    with admission.occupied("newcomer", 3):
        assert not admission.enter(NEWCOMER)
    assert admission.enter(NEWCOMER)


def test_however_few_places_there_are_somebody_can_begin_and_somebody_finds_one_who_has():
    for places in range(2, 200):
        admission = admission_for(places)
        assert 1 <= admission.newcomers < places
        assert 1 <= admission.large_posts < places
