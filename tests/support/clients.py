"""A browser for tests that looks at every page it is given."""

import re
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.pages import check_headers, check_page


class CarefulClient:
    """Asks like a browser and checks every answer. It follows nothing by itself but the redirect
    from a post to what that was answered."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser: FlaskClient = app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open an address."""
        return self._checked(self.browser.get(path, **options), path)

    def post(self, path: str, **options: Any) -> TestResponse:
        """Post as it is, without a token; the page that is shown then, or a redirect elsewhere."""
        answer = self._checked(self.browser.post(path, **options), path)
        if "/shown/" in (answer.location or ""):
            shown = self.get(answer.location)
            # Where nothing is kept, that leads on to the page as everybody gets it.
            assert shown.status_code // 100 != 3, f"nothing is shown of what {path} answers"
            return shown
        return answer

    def submit(self, path: str, do: str = "next", **answers: Any) -> TestResponse:
        """Open the page with the form, fill it in and press the button named `do`."""
        page = self.get(path)
        assert page.status_code == 200, f"{path} answers {page.status_code}: {page.location}"
        return self.post(path, data={"csrf_token": token(page.text), "do": do, **dashed(answers)})

    @staticmethod
    def _checked(response: TestResponse, path: str) -> TestResponse:
        check_headers(response, path)
        if response.mimetype == "text/html" and response.status_code // 100 != 3:
            check_page(response.text, f"{path} ({response.status_code})")
        return response


def token(html: str) -> str:
    """The token of the form on a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert found, "there is no form with a token on this page"
    return unescape(found.group(1))


def dashed(answers: dict[str, Any]) -> dict[str, Any]:
    """`child_born__day` stands for the field `child_born-day`."""
    return {name.replace("__", "-"): value for name, value in answers.items()}
