"""How pages count themselves: "Sid 3 (71)"."""

from __future__ import annotations

import re

PAGE_MARK = re.compile(
    r"^(?:sid(?:an|a)?\.? *(\d{1,3}) *(?:\(|/|av ) *(\d{1,3})\)?|(\d{1,3}) *\((\d{1,3})\))$",
    re.IGNORECASE,
)
"""A line that is a page's number, alone or out of so many."""
