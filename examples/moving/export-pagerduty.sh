#!/bin/bash
# Writes what PagerDuty holds into pagerduty.json, for "wardbell import pagerduty pagerduty.json".
# It takes curl, jq, and a key of the REST API that may only read:
#   PAGERDUTY_KEY=... bash export-pagerduty.sh
# In Europe: PAGERDUTY_URL=https://api.eu.pagerduty.com
set -euo pipefail
URL=${PAGERDUTY_URL:-https://api.pagerduty.com}

get() {
  curl -sSf --globoff --retry 5 -H "Authorization: Token token=$PAGERDUTY_KEY" "$URL/$1"
}

# Prints all pages of a list, one thing a line: its name, and what else is asked for.
each() {
  offset=0
  more=true
  while [ "$more" = true ]; do
    page=$(get "$1?limit=100&offset=$offset&$2")
    printf '%s' "$page" | jq -c ".$1[]"
    more=$(printf '%s' "$page" | jq -r '.more // false')
    offset=$((offset + 100))
  done
}

# A list of schedules tells no layers, and each alone tells its overrides within a span only.
from=$(date -u +%Y-%m-%dT%H:%M:%SZ)
until=$(jq -nr 'now + 90 * 86400 | todate')
schedules() {
  each schedules '' | jq -r .id | while read -r id; do
    overrides=$(get "schedules/$id/overrides?since=$from&until=$until" | jq -c .overrides)
    get "schedules/$id" | jq -c --argjson overrides "$overrides" '.schedule + {overrides: $overrides}'
  done
}

all() {
  users=$(each users 'include[]=contact_methods&include[]=notification_rules' | jq -s .)
  policies=$(each escalation_policies '' | jq -s .)
  services=$(each services 'include[]=integrations' | jq -s .)
  teams=$(each teams '' | jq -s .)
  windows=$(each maintenance_windows 'filter=future' | jq -s .)
  schedules | jq -s --argjson users "$users" --argjson policies "$policies" \
    --argjson services "$services" --argjson teams "$teams" --argjson windows "$windows" \
    '{users: $users, teams: $teams, schedules: ., escalation_policies: $policies, services: $services, maintenance_windows: $windows}'
}

all > pagerduty.json
