"""Headers on every response: what a browser may do with our pages."""

from __future__ import annotations

from flask import Flask, Response, request

from tanggap.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "frame-src 'self' blob:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
HASHED_FILES = "/static/build/"
A_YEAR = 31_536_000


def set_up_response_headers(app: Flask, settings: Settings) -> None:
    """Add the headers; a view that needs a narrower policy sets its own and keeps it."""
    always = [("Content-Security-Policy", CONTENT_SECURITY_POLICY), *ALWAYS.items()]
    if settings.base_url.startswith("https://"):
        always.append(("Strict-Transport-Security", f"max-age={A_YEAR}"))
    # Pages hold personal data: no cache, shared or of the browser, keeps them.
    for_pages = [*always, ("Cache-Control", "no-store")]

    def add(response: Response) -> Response:
        wanted = always if request.endpoint == "static" else for_pages
        own = {name.lower() for name, _ in response.headers}
        for name, value in wanted:
            if name.lower() not in own:
                response.headers.add(name, value)
        if request.path.startswith(HASHED_FILES) and response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response

    app.after_request(add)
