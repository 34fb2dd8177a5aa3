#!/bin/bash
# Writes what Opsgenie holds into files of this folder, for "wardbell import opsgenie *.json".
# It takes curl, jq, and a key of Opsgenie's API that may read and read the configuration:
#   OPSGENIE_KEY=... bash export-opsgenie.sh
# In Europe: OPSGENIE_URL=https://api.eu.opsgenie.com
set -euo pipefail
URL=${OPSGENIE_URL:-https://api.opsgenie.com}

get() {
  curl -sSf --retry 5 -H "Authorization: GenieKey $OPSGENIE_KEY" "$1"
}

# Prints all pages of a list, one thing a line.
each() {
  next="$URL/$1"
  while [ -n "$next" ]; do
    page=$(get "$next")
    printf '%s' "$page" | jq -c '.data[]'
    next=$(printf '%s' "$page" | jq -r '.paging.next // empty')
  done
}

# Prints things whose ids are read, each with a list of its own: of, expand, list, called.
detailed() {
  while read -r id; do
    list=$(each "v2/$1/$id/$3" | jq -s .)
    get "$URL/v2/$1/$id$2" | jq -c --argjson list "$list" ".data + {$4: \$list}"
  done
}

# Prints users whose ids are read: of their rules a list has no steps.
users() {
  while read -r id; do
    rules=$(each "v2/users/$id/notification-rules" | jq -r .id | while read -r rule; do
      get "$URL/v2/users/$id/notification-rules/$rule" | jq -c .data
    done | jq -s .)
    get "$URL/v2/users/$id?expand=contact" | jq -c --argjson rules "$rules" '.data + {notificationRules: $rules}'
  done
}

each 'v2/users?limit=100' | jq -r .id | users | jq -s '{users: .}' > users.json
each v2/teams | jq -r .id | detailed teams '' routing-rules routingRules | jq -s '{teams: .}' > teams.json
each v2/schedules | jq -r .id | detailed schedules '?expand=rotation' overrides overrides | jq -s '{schedules: .}' > schedules.json
each v2/escalations | jq -s '{escalations: .}' > escalations.json
each v2/heartbeats | jq -s '{heartbeats: .}' > heartbeats.json
each v2/integrations | jq -s '{integrations: .}' > integrations.json
each v1/services | jq -s '{services: .}' > services.json
