"""Dagster's own folder: inside the project, with telemetry off."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.assets.dagster_runs import MARK
from pipeline.settings import PROJECT_ROOT

DAGSTER_YAML = f"""\
{MARK} Without the first lines the web server calls home.
telemetry:
  enabled: false
nux:
  enabled: false
event_log_storage:
  module: pipeline.assets.history
  class: OpenEventLog
concurrency:
  runs:
    max_concurrent_runs: 1
# Loading takes seconds; on a machine that is busy with other things, minutes.
code_servers:
  local_startup_timeout: 600
run_monitoring:
  enabled: true
  start_timeout_seconds: 180
# A run whose process died goes on once more from where it was; one that failed does not.
run_retries:
  enabled: true
  max_retries: 1
  retry_on_asset_or_op_failure: false
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 90
"""


PLANNED_AT_ONCE = "2000"
"""Events of one batch at most; a run plans some six hundred assets and checks."""


def dagster_home() -> Path:
    """The folder (made if need be), which is put into the environment for Dagster."""
    home = Path(os.environ.get("DAGSTER_HOME") or PROJECT_ROOT / ".dagster").absolute()
    home.mkdir(parents=True, exist_ok=True)
    configuration = home / "dagster.yaml"
    if not configuration.exists():
        configuration.write_text(DAGSTER_YAML, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    # Dagster hands over in batches what a run plans only where it is told how many.
    os.environ.setdefault("DAGSTER_EVENT_BATCH_SIZE", PLANNED_AT_ONCE)
    return home
