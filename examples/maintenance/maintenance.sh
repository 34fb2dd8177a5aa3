#!/bin/sh
# A maintenance window of the health record, made shortly before it begins: cron calls this, the zone is that of the config.
# What it needs: WARDBELL_URL, and WARDBELL_KEY with the scope "respond".
set -u

# The same id for the same night: however often this runs, there is one window, and one that a person has ended is not begun again.
night=$(date +%F)

for _ in 1 2 3 4 5; do
  npx --no-install wardbell silence create 'service="ehr"' --maintenance --id "ehr-update-$night" \
    --for 2h --comment "weekly update of the health record"
  status=$?
  # 6: Wardbell does not answer just now. Whatever else went wrong does not pass by itself.
  [ "$status" -eq 6 ] || exit "$status"
  sleep 60
done
exit "$status"
