#!/bin/bash
# Writes what Grafana OnCall holds into grafana-oncall.json, for "wardbell import grafana-oncall".
# It takes curl, jq, the address of the API and a key of it:
#   ONCALL_URL=https://oncall.example.org ONCALL_KEY=... bash export-grafana-oncall.sh
set -euo pipefail

# Prints all pages of a list, one thing a line.
each() {
  next="$ONCALL_URL/api/v1/$1/"
  while [ -n "$next" ]; do
    page=$(curl -sSf --retry 5 -H "Authorization: $ONCALL_KEY" "$next")
    printf '%s' "$page" | jq -c '.results[]'
    next=$(printf '%s' "$page" | jq -r '.next // empty')
  done
}

for kind in users personal_notification_rules schedules on_call_shifts escalation_chains \
  escalation_policies integrations routes; do
  each "$kind" | jq -s --arg kind "$kind" '{($kind): .}'
done | jq -s add > grafana-oncall.json
