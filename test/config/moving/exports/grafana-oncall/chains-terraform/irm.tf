# A chain, a schedule to be filled, and an integration for each service.
variable "services" {
  type    = list(string)
  default = ["booking", "triage"]
}

resource "grafana_oncall_escalation_chain" "service" {
  for_each = toset(var.services)
  name     = "${each.value} chain"
}

resource "grafana_oncall_schedule" "service" {
  for_each  = toset(var.services)
  name      = "${each.value} schedule"
  type      = "calendar"
  time_zone = "UTC"
}

resource "grafana_oncall_escalation" "schedule" {
  for_each                     = toset(var.services)
  escalation_chain_id          = grafana_oncall_escalation_chain.service[each.value].id
  type                         = "notify_on_call_from_schedule"
  notify_on_call_from_schedule = grafana_oncall_schedule.service[each.value].id
  position                     = 0
}

resource "grafana_oncall_escalation" "team" {
  for_each               = toset(var.services)
  escalation_chain_id    = grafana_oncall_escalation_chain.service[each.value].id
  type                   = "notify_team_members"
  notify_to_team_members = data.grafana_oncall_team.service[each.value].id
  position               = 2
}

data "grafana_oncall_team" "service" {
  for_each = toset(var.services)
  name     = grafana_team.service[each.value].name
}

resource "grafana_oncall_integration" "service" {
  for_each = toset(var.services)
  name     = "${each.value} alerts"
  type     = "alertmanager"

  default_route {
    escalation_chain_id = grafana_oncall_escalation_chain.service[each.value].id
  }
}

output "addresses" {
  value     = { for key, one in grafana_oncall_integration.service : key => one.link }
  sensitive = true
}
