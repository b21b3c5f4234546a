"""How ``make docs`` builds the pages: static, offline, from Markdown and the registry."""

import importlib.metadata
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Nämndlager"
release = importlib.metadata.version("namndlager")
extensions = ["myst_parser", "registry_pages"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "_ext"]
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
# Pages of the repository (README, pipeline/...) are linked from pages that are read there too.
suppress_warnings = ["myst.xref_missing"]
language = "en"
html_theme = "furo"
html_title = f"Nämndlager {release}"
html_show_sourcelink = False
html_show_copyright = False
html_copy_source = False
