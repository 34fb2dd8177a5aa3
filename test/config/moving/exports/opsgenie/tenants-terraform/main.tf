variable "on_call" { type = list(string) }
variable "sites" { type = list(string) }
variable "trust" { default = "north" }

locals {
  on_call_set = toset(var.on_call)
  sites_set   = toset(var.sites)
  zone        = "Africa/Monrovia"
}

data "opsgenie_user" "on_call" {
  for_each = local.on_call_set
  username = each.key
}

resource "opsgenie_team" "sites" {
  for_each = local.sites_set

  name                     = "${var.trust}-${each.value}-team"
  description              = "Whoever watches ${each.value} of ${var.trust}"
  delete_default_resources = true

  dynamic "member" {
    for_each = data.opsgenie_user.on_call

    content {
      id   = member.value.id
      role = "user"
    }
  }
}

resource "opsgenie_team_routing_rule" "all" {
  for_each = local.sites_set

  name     = "${var.trust}-${each.value}-rule"
  team_id  = opsgenie_team.sites[each.key].id
  order    = 0
  timezone = local.zone
  criteria {
    type = "match-all"
  }
  notify {
    name = opsgenie_schedule.sites[each.key].name
    type = "schedule"
  }
}

resource "opsgenie_schedule" "sites" {
  for_each = local.sites_set

  name          = "${var.trust}-${each.value}-schedule"
  timezone      = local.zone
  owner_team_id = opsgenie_team.sites[each.key].id
  enabled       = true
}

resource "opsgenie_schedule_rotation" "weekly" {
  for_each = local.sites_set

  schedule_id = opsgenie_schedule.sites[each.key].id
  name        = "${var.trust}-${each.value}-rotation"

  dynamic "participant" {
    for_each = data.opsgenie_user.on_call

    content {
      type = "user"
      id   = participant.value.id
    }
  }

  start_date = "2025-03-11T09:00:00Z" # A Tuesday
  type       = "weekly"
  length     = 1
}

resource "opsgenie_api_integration" "prometheus" {
  for_each = local.sites_set
  name     = "${var.trust}-${each.value}-prometheus"
  type     = "API"

  responders {
    type = "team"
    id   = opsgenie_team.sites[each.key].id
  }

  enabled                        = true
  allow_write_access             = true
  ignore_responders_from_payload = true
  suppress_notifications         = false
  owner_team_id                  = opsgenie_team.sites[each.key].id
}

output "keys" {
  value = {
    for site, _ in local.sites_set : site => opsgenie_api_integration.prometheus[site].api_key
  }
  description = "The keys of the integrations."
}
