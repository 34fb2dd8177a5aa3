data "grafana_oncall_team" "wards" {
  provider = grafana
  name     = "Wards"
}

locals {
  teams = {
    day = [
      "greta",
      "hugo",
    ]
    night = ["ines"]
  }

  // Ids of the people of each team, by their login.
  ids = { for team, logins in local.teams : team => [
    for login in logins : lookup(data.grafana_oncall_user.all, login).id
  ] }
  by_id = { for login, user in data.grafana_oncall_user.all : user.id => user }
}

data "grafana_oncall_user" "all" {
  provider = grafana
  for_each = toset(flatten([for team, logins in local.teams : [logins]]))
  username = each.key
}

resource "grafana_oncall_on_call_shift" "day" {
  provider   = grafana
  name       = "Day shift"
  type       = "rolling_users"
  start      = "2026-01-05T08:00:00"
  team_id    = data.grafana_oncall_team.wards.id
  duration   = 60 * 60 * 12 // 12 hours
  frequency  = "weekly"
  interval   = 1
  by_day     = ["MO", "TU", "WE", "TH", "FR"]
  week_start = "MO"
  rolling_users = [for id in flatten([
    local.ids.day,
  ]) : [id]]
}

resource "grafana_oncall_on_call_shift" "night" {
  name          = "Night shift"
  type          = "rolling_users"
  start         = "2026-01-05T20:00:00"
  duration      = 43200
  frequency     = "daily"
  interval      = 1
  time_zone     = "Europe/Madrid"
  rolling_users = [local.ids["night"]]
}

resource "grafana_oncall_schedule" "wards" {
  name      = "Wards"
  type      = "calendar"
  time_zone = "Europe/Madrid"
  shifts = [
    grafana_oncall_on_call_shift.day.id,
    grafana_oncall_on_call_shift.night.id,
  ]

  slack {
    channel_id = data.grafana_oncall_slack_channel.wards.slack_id
  }
}

data "grafana_oncall_slack_channel" "wards" {
  name = "wards"
}

resource "grafana_oncall_schedule" "elsewhere" {
  name             = "Elsewhere"
  type             = "ical"
  ical_url_primary = "https://calendar.example/SECRET.ics"
}

resource "grafana_oncall_escalation_chain" "wards" {
  name    = "Wards"
  team_id = data.grafana_oncall_team.wards.id
}

resource "grafana_oncall_escalation" "wards_wait" {
  escalation_chain_id = grafana_oncall_escalation_chain.wards.id
  type                = "wait"
  duration            = "300"
  position            = 1
}

resource "grafana_oncall_escalation" "wards_first" {
  escalation_chain_id          = grafana_oncall_escalation_chain.wards.id
  type                         = "notify_on_call_from_schedule"
  notify_on_call_from_schedule = grafana_oncall_schedule.wards.id
  position                     = 0
}

resource "grafana_oncall_escalation" "wards_person" {
  escalation_chain_id = grafana_oncall_escalation_chain.wards.id
  type                = "notify_persons"
  important           = true
  persons_to_notify   = [local.by_id[local.ids.night[0]].id]
  position            = 2
}

resource "grafana_oncall_escalation" "wards_repeat" {
  escalation_chain_id = grafana_oncall_escalation_chain.wards.id
  type                = "repeat_escalation"
  position            = 3
}

resource "grafana_oncall_integration" "wards" {
  name = "Wards Alertmanager"
  type = "alertmanager"

  default_route {
    escalation_chain_id = grafana_oncall_escalation_chain.wards.id
  }
}

resource "grafana_oncall_route" "critical" {
  integration_id      = grafana_oncall_integration.wards.id
  escalation_chain_id = grafana_oncall_escalation_chain.wards.id
  routing_regex       = "\"severity\" *: *\"critical\"[\\s\\S]*"
  position            = 0
}

resource "grafana_oncall_outgoing_webhook" "wards" {
  name = "Tell the wards"
  url  = "https://hooks.example/SECRET"
}
