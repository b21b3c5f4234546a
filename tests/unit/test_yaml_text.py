"""The faster parser of YAML gives what the other one gives."""

from __future__ import annotations

import pytest
import yaml

from pipeline.quality.suites import read_suites
from pipeline.settings import PROJECT_ROOT
from pipeline.yaml_text import parsed
from tests.support.effort import calls_of

EXPECTATIONS = PROJECT_ROOT / "expectations"


def test_every_file_of_expectations_says_the_same() -> None:
    texts = [path.read_text(encoding="utf-8") for path in EXPECTATIONS.glob("*.yml")]
    assert len(texts) > 5
    assert [parsed(text) for text in texts] == [yaml.safe_load(text) for text in texts]


def test_no_object_is_made_of_a_tag() -> None:
    with pytest.raises(yaml.YAMLError):
        parsed("!!python/object/apply:os.getcwd []")


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="YAML was built without its faster parser")
def test_suites_are_read_without_a_call_a_letter() -> None:
    texts = [path.read_text(encoding="utf-8") for path in EXPECTATIONS.glob("*.yml")]
    slow = calls_of(lambda: [yaml.safe_load(text) for text in texts])
    assert calls_of(lambda: read_suites(EXPECTATIONS)) < slow / 5
