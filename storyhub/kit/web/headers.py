"""Security headers on every answer, errors and static files included. The policy allows nothing inline and nothing from elsewhere."""

from __future__ import annotations

from flask import Flask, Response, g, request

from storyhub.kit.web.instance import settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; manifest-src 'self'"
)
OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
OWN = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in OFF), *(f"{name}=(self)" for name in OWN)])


def init_headers(app: Flask) -> None:
    app.after_request(_security_headers)


def no_referrer() -> None:
    """For pages whose address or content is a capability (receipts): not even our own pages learn where the person came from."""
    g.no_referrer = True


def allow_data_images() -> None:
    """For the one page that shows a picture made for this moment and never kept: the code an authenticator app reads."""
    g.data_images = True


def _security_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = CSP.replace("img-src 'self'", "img-src 'self' data:") if g.get("data_images") else CSP
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer" if g.get("no_referrer") else "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = PERMISSIONS
    if settings().secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if "/desk" in request.path:
        headers["X-Robots-Tag"] = "noindex"
    return response
