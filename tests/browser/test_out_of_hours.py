"""What stands on a page while nobody of the council reads, at whatever hour this runs."""

import re
import shutil
from collections.abc import Iterator

import pytest

from heard.authority.installation import Installation
from heard.web.serving.processes import Server
from tests.browser.looking import look
from tests.support.houses import built_house
from tests.support.processes import RunningSite, running


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The site of a council that reads for one minute in a week."""
    data = tmp_path_factory.mktemp("closed")
    authority = shutil.copytree(Installation().authority, data / "authority")
    settings = authority / "council.toml"
    hours = 'weekly = [{ days = ["mon"], from = "03:00", to = "03:01" }]'
    changed, times = re.subn(r"(?ms)^weekly = \[.*?^\]", hours, settings.read_text(), count=1)
    assert times == 1
    settings.write_text(changed)
    with (
        built_house(data / "data") as house,
        running(Server.FAMILY, house, HEARD_AUTHORITY=str(authority)) as site,
    ):
        yield site


@pytest.mark.parametrize("form", ["your-views", "three-houses", "my-say"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_found_where_a_form_says_that_nobody_reads_now(
    closed: RunningSite, phone, language: str, form: str
) -> None:
    page = phone(at=closed.address)
    page.goto(f"/{language}/forms/{form}")
    look(page, "start, out of hours")
    page.locator("main form .button").first.click()
    page.locator('main .note button[value="visit:help"]').wait_for()
    look(page, "first question, out of hours")
