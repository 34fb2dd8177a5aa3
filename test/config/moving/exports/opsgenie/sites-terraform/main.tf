terraform {
  required_providers {
    opsgenie = {
      source  = "opsgenie/opsgenie"
      version = ">= 0.6.0"
    }
  }
}

provider "opsgenie" {
  api_key = var.api_key
}

locals {
  members   = toset(var.members)
  sites     = toset(var.sites)
  time_zone = "Europe/Stockholm"
}

data "opsgenie_user" "members" {
  for_each = local.members
  username = each.key
}

resource "opsgenie_team" "site" {
  for_each = local.sites

  name                     = "${var.region}-${each.value}-team"
  description              = "Looks after ${each.value} (${var.undecided})"
  delete_default_resources = true

  dynamic "member" {
    for_each = data.opsgenie_user.members

    content {
      id   = member.value.id
      role = "user"
    }
  }
}

resource "opsgenie_team_routing_rule" "site" {
  for_each = local.sites

  name     = "${var.region}-${each.value}-rule"
  team_id  = opsgenie_team.site[each.key].id
  order    = 0
  timezone = local.time_zone

  criteria {
    type = "match-all"
  }

  notify {
    name = opsgenie_schedule.site[each.key].name
    type = "schedule"
  }
}

resource "opsgenie_schedule" "site" {
  for_each = local.sites

  name          = "${var.region}-${each.value}-schedule"
  timezone      = local.time_zone
  owner_team_id = opsgenie_team.site[each.key].id
  enabled       = true
}

resource "opsgenie_schedule_rotation" "site" {
  for_each = local.sites

  schedule_id = opsgenie_schedule.site[each.key].id
  name        = "${var.region}-${each.value}-rotation"
  start_date  = "2026-03-02T08:00:00Z" # A Monday.
  type        = "weekly"
  length      = 1

  dynamic "participant" {
    for_each = data.opsgenie_user.members

    content {
      type = "user"
      id   = participant.value.id
    }
  }
}

resource "opsgenie_api_integration" "prometheus" {
  for_each = local.sites

  name          = "${var.region}-${each.value}-prometheus"
  type          = "Prometheus"
  enabled       = true
  owner_team_id = opsgenie_team.site[each.key].id

  responders {
    type = "team"
    id   = opsgenie_team.site[each.key].id
  }
}

output "api_keys" {
  value     = { for key, one in opsgenie_api_integration.prometheus : key => one.api_key }
  sensitive = true
}
