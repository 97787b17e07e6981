"""Looking at a page as machines can: axe, sideways scrolling, the size of what one taps.

axe takes half a second for a page, and most pages are made of what it has seen on others. So it
looks where something stands that it has not yet seen in that language: an element of that name,
with these classes, colours, sizes, roles and states, in such a place. With `--long` it looks at
every page.
"""

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
  // What stands in a sentence may be as high as its line.
  const running = (e) => e.tagName === "A" && e.closest("p, li, dd, dt, figcaption")
    && getComputedStyle(e).display === "inline";
  return [...document.querySelectorAll("a, button, summary, select, textarea, input")]
    .filter((e) => e.type !== "hidden" && shown(e) && !running(e)
      && !e.closest(".skips, .unseen") && !e.matches(".unseen"))
    .filter((e) => Math.max(...target(e).map((t) => t.getBoundingClientRect().height)) < 43.5)
    .map((e) => e.outerHTML.slice(0, 120));
}
"""

#: One line for each kind of element on the page: all that a finding of axe depends on.
_KINDS = """
() => {
  const looks = new Map(), kinds = new Set(), landmarks = new Map();
  const told = new RegExp("^(type|role|lang|dir|scope|tabindex|autocomplete|aria-(current|"
    + "expanded|hidden|invalid|live|checked|selected|pressed|disabled|modal|required))$");
  let heading = 9;
  for (const e of document.querySelectorAll("html, head > *, body, body *:not(svg *)")) {
    const above = looks.get(e.parentElement) || {path: "", look: ""};
    let name = e.localName;
    if (/^(main|nav|header|footer|aside|section|form)$/.test(name)) {
      const place = `${above.path}>${name}`, count = (landmarks.get(place) || 0) + 1;
      landmarks.set(place, count);
      name += count;
    }
    if (/^h[1-6]$/.test(name)) {
      if (name[1] - heading > 1) name += " too deep";
      heading = e.localName[1];
    }
    const style = getComputedStyle(e);
    const look = [
      name, e.className.baseVal ?? e.className,
      [...e.attributes].map((a) => !a.value || told.test(a.name) ? `${a.name}=${a.value}` : a.name),
      [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()),
      e.checked, e.labels?.length, e.value === "",
      e === document.activeElement && e !== document.body,
      style.color, style.backgroundColor, style.backgroundImage === "none", style.fontSize,
      style.fontWeight, style.display, style.visibility, style.opacity, style.position,
      style.overflow, style.textDecorationLine, e.checkVisibility(),
    ].join(" ");
    const path = `${above.path}>${name}`;
    looks.set(e, {path, look});
    kinds.add(`${path} | ${above.look} | ${look}`);
  }
  // What is not there has no line of its own.
  kinds.add([!document.title, ..."main h1 [lang]".split(" ")
    .map((each) => document.querySelectorAll(each).length > 0)].join(" "));
  return [...kinds];
}
"""

#: By language, what axe has seen.
_seen: dict[str, set[str]] = {}
_at_everything = False


def look_at_everything() -> None:
    """Let axe look at every page, whatever it has seen."""
    global _at_everything
    _at_everything = True


def look(page: Page, name: str) -> None:
    """Fail, naming the page, where axe finds anything, it scrolls sideways or a target is small.

    axe looks at the whole page at once: half a target under the leave bar is no fault, because the
    bar has a place of its own at the end and everything scrolls out from under it.
    """
    page.wait_for_load_state()
    _look_with_axe(page, name)
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room, f"{name} {page.url} scrolls sideways: {wide} in {room}"
    small = page.evaluate(_SMALL_TARGETS)
    assert not small, f"{name} {page.url} has small targets: {small}"


def _look_with_axe(page: Page, name: str) -> None:
    kinds = set(page.evaluate(_KINDS))
    seen = _seen.setdefault(page.evaluate("document.documentElement.lang"), set())
    if kinds <= seen and not _at_everything:
        return
    screen = page.viewport_size
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen["width"], "height": whole})
    found = Axe().run(page, options=_OPTIONS)
    page.set_viewport_size(screen)
    assert found.violations_count == 0, f"{name} {page.url}:\n{found.generate_report()}"
    seen |= kinds
