#!/bin/bash
# Writes what GoAlert holds into goalert.json, for "wardbell import goalert goalert.json".
# It takes curl, jq, the address of GoAlert and a key of its GraphQL that may read:
#   GOALERT_URL=https://goalert.example.org GOALERT_KEY=... bash export-goalert.sh
set -euo pipefail

# Prints all pages of a list, one thing a line: its name, and the fields that are asked for.
each() {
  after=
  more=true
  while [ "$more" = true ]; do
    query="query(\$after: String) { $1(input: { first: 100, after: \$after }) { nodes { $2 } pageInfo { hasNextPage endCursor } } }"
    page=$(jq -n --arg query "$query" --arg after "$after" '{query: $query, variables: {after: $after}}' |
      curl -sSf --retry 5 -H "Authorization: Bearer $GOALERT_KEY" -H 'content-type: application/json' --data @- "$GOALERT_URL/api/graphql")
    printf '%s' "$page" | jq -c "if .errors then error(.errors[0].message) else .data.$1.nodes[] end"
    more=$(printf '%s' "$page" | jq -r ".data.$1.pageInfo.hasNextPage")
    after=$(printf '%s' "$page" | jq -r ".data.$1.pageInfo.endCursor")
  done
}

section() {
  each "$1" "$2" | jq -s --arg kind "$1" '{($kind): {nodes: .}}'
}

{
  section users 'id name email contactMethods { id name type value disabled } notificationRules { delayMinutes contactMethod { id } }'
  section rotations 'id name timeZone start type shiftLength activeUserIndex userIDs nextHandoffTimes(num: 1)'
  section schedules 'id name timeZone targets { target { id type name } rules { start end weekdayFilter } } temporarySchedules { start end }'
  section userOverrides 'id start end addUser { id } removeUser { id } target { id }'
  section escalationPolicies 'id name repeat steps { delayMinutes targets { id type name } }'
  section services 'id name escalationPolicyID integrationKeys { name type } heartbeatMonitors { id name timeoutMinutes }'
} | jq -s '{data: add}' > goalert.json
