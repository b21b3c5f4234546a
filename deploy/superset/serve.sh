#!/usr/bin/env bash
# Serve the Superset that install.sh made, to this machine only.
#   deploy/superset/serve.sh HOME_FOLDER [PORT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "${1:?name the folder}" && pwd)
export SUPERSET_HOME=$home SUPERSET_CONFIG_PATH=$here/superset_config.py FLASK_APP=superset
exec "$home/env/bin/superset" run --host 127.0.0.1 --port "${2:-8088}" --with-threads
