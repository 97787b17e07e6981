"""What every answer tells the browser: what may run, who may frame it, what to keep."""

from flask import Flask, Response, request

from heard.web.inline import admitted

#: A form page, an answer that holds words, the whole desk: nothing of it may be kept.
NO_STORE = "no-store, max-age=0"

#: In the environment of the request by which a page is made that everybody gets alike.
KEPT = "heard.kept"

#: What such a page cannot say by itself. All the rest of its policy stands in the page: so both are
#: one file wherever it is kept, and nobody can get the one without the other.
AROUND = "object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

_PLACE = '<meta charset="utf-8">'

_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


def content_security_policy(styles: list[str], scripts: list[str]) -> str:
    """A policy that admits only the page's own inline style and script, by their hashes.

    Where there is script it may post a form to its own site; without any, nothing may.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "style-src " + (" ".join(styles) or "'none'"),
            "script-src " + (" ".join(scripts) or "'none'"),
            "connect-src " + ("'self'" if scripts else "'none'"),
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def add_headers(app: Flask, behind_tls: bool) -> None:
    """Give every answer of `app` the same headers; a view may set a stricter Cache-Control.

    The policy admits the style and the script that this very answer holds.
    """
    fixed = {
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if behind_tls:
        fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    @app.after_request
    def _headers(response: Response) -> Response:
        policy = content_security_policy(admitted("style"), admitted("script"))
        if request.environ.get(KEPT) and _carries(response, policy):
            policy = AROUND
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", NO_STORE)
        return response


def _carries(response: Response, policy: str) -> bool:
    """Write the policy into a page, where it stands before everything that it is about."""
    page = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
    if _PLACE not in page:
        return False
    inside = policy.partition("; frame-ancestors")[0]
    meta = f'{_PLACE}<meta http-equiv="Content-Security-Policy" content="{inside}">'
    response.set_data(page.replace(_PLACE, meta, 1))
    return True
