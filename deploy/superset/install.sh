#!/usr/bin/env bash
# Superset in an environment of its own, with the warehouse, its datasets and a dashboard.
#   deploy/superset/install.sh HOME_FOLDER     (SUPERSET_PASSWORD, or it asks)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
home=$(mkdir -p "${1:?name a folder}" && cd "$1" && pwd)
uv=${UV:-$project/.venv/bin/uv}
password=${SUPERSET_PASSWORD:-}
[ -n "$password" ] || read -rsp "Password for admin: " password

# 6.1 runs with older libraries than this project: an environment of its own.
[ -x "$home/env/bin/superset" ] || {
  "$uv" venv --quiet --python 3.11 "$home/env"
  "$uv" pip install --quiet --python "$home/env/bin/python" -r "$here/requirements.txt"
}
export SUPERSET_HOME=$home SUPERSET_CONFIG_PATH=$here/superset_config.py FLASK_APP=superset
umask 077
[ -s "$home/secret_key" ] || "$home/env/bin/python" -c 'import secrets; print(secrets.token_urlsafe(42))' >"$home/secret_key"
superset=$home/env/bin/superset
"$superset" db upgrade
"$superset" fab create-admin --username admin --firstname Admin --lastname Admin \
  --email admin@localhost --password "$password"
"$superset" init
database=${NAMNDLAGER_WAREHOUSE:-$project/warehouse}/namndlager.duckdb
"$home/env/bin/python" "$here/bundle.py" "$database" "$home/bundle.zip"
"$superset" import-dashboards --path "$home/bundle.zip" --username admin
echo "installed; start it by $here/serve.sh $home"
