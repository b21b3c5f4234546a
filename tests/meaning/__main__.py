"""``python -m tests.meaning``: how many figures of the real reports are typed as read by hand."""

from __future__ import annotations

from tests.meaning.compare import (
    Compared,
    compare_amounts,
    compare_cells,
    real_facts,
    untyped_cells,
)


def _print(what: str, compared: Compared) -> None:
    right = compared.typed - len(compared.missed)
    print(
        f"{what}: {compared.read} read by hand, {compared.typed} typed, {right} of them right "
        f"({100 * right / compared.typed:.1f} %)"
    )
    for (file, line, number), differs in compared.missed.items():
        print(f"  {file[:3]}:{line} no {number}: {differs} (expected, found)")


def main() -> None:
    """Print what is typed and what differs."""
    facts = real_facts()
    _print("cells", compare_cells(facts))
    print(f"numeric cells without a typed fact: {len(untyped_cells(facts))}")
    _print("amounts in prose", compare_amounts(facts))


if __name__ == "__main__":
    main()
