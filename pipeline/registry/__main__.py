"""Write what follows from the registry: files of the dbt project, the data dictionary."""

from __future__ import annotations

from pipeline.registry import TABLES
from pipeline.registry.dbt_files import data_dictionary, write_project_files
from pipeline.settings import PROJECT_ROOT


def main() -> None:
    """Write all generated files of the project."""
    write_project_files(TABLES.values(), PROJECT_ROOT / "dbt_project")
    dictionary = PROJECT_ROOT / "dbt_project" / "data_dictionary.md"
    dictionary.parent.mkdir(exist_ok=True)
    dictionary.write_text(data_dictionary(TABLES.values()), encoding="utf-8")


if __name__ == "__main__":
    main()
