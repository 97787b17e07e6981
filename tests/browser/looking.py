"""Looking at a page as machines can: axe, sideways scrolling, the size of what one taps."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Everything axe knows, the strictest contrast (7:1) included.
_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
        ],
    },
    "resultTypes": ["violations"],
}  # fmt: skip

_SMALL_TARGETS = """
() => {
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.offsetParent !== null;
  const target = (e) => e.matches("input") && e.labels.length ? [e, e.labels[0]] : [e];
  const running = (e) => e.tagName === "A" && e.closest("p, li, dd, dt, figcaption")
    && getComputedStyle(e).display === "inline";
  return [...document.querySelectorAll("a, button, summary, select, textarea, input")]
    .filter((e) => e.type !== "hidden" && shown(e) && !running(e)
      && !e.closest(".skips, .unseen") && !e.matches(".unseen"))
    .filter((e) => Math.max(...target(e).map((t) => t.getBoundingClientRect().height)) < 43.5)
    .map((e) => e.outerHTML.slice(0, 120));
}
"""


def look(page: Page, name: str) -> None:
    """Fail, naming the page, where axe finds anything, it scrolls sideways or a target is small.

    axe looks at the whole page at once: half a target under the leave bar is no fault, because the
    bar has a place of its own at the end and everything scrolls out from under it.
    """
    page.wait_for_load_state()
    screen = page.viewport_size
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen["width"], "height": whole})
    found = Axe().run(page, options=_OPTIONS)
    page.set_viewport_size(screen)
    assert found.violations_count == 0, f"{name} {page.url}:\n{found.generate_report()}"
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room, f"{name} {page.url} scrolls sideways: {wide} in {room}"
    small = page.evaluate(_SMALL_TARGETS)
    assert not small, f"{name} {page.url} has small targets: {small}"
