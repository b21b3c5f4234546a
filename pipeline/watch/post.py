"""Posting an event to a web address: without a proxy, without following anybody elsewhere.

It stands alone because what it imports would be a part of the time of a night with nothing new,
and most installations have no webhook.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other: an event goes where it was meant to."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())


def post(url: str, data: bytes, headers: Mapping[str, str], seconds: float) -> str | None:
    """Post to a web address of http or https; why it was not delivered, or None."""
    try:
        request = urllib.request.Request(  # noqa: S310 - who calls has looked at its scheme
            url, data=data, headers=dict(headers), method="POST"
        )
        with _OPENER.open(request, timeout=seconds):
            return None
    except urllib.error.HTTPError as error:
        return f"answered {error.code}"
    except OSError as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        return f"cannot be reached: {reason}"
    except (HTTPException, ValueError) as error:  # its words may repeat the address
        return f"cannot be asked ({type(error).__name__})"
