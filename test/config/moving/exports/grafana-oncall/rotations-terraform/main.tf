module "sun" {
  source = "./rotations/sun"

  emea = ["kofi", "lea"]
  apac = ["mei"]
}

resource "grafana_oncall_escalation_chain" "default" {
  name = "Notify all"
}

resource "grafana_oncall_escalation" "schedule" {
  escalation_chain_id          = grafana_oncall_escalation_chain.default.id
  type                         = "notify_on_call_from_schedule"
  notify_on_call_from_schedule = module.sun.schedule_id
  position                     = 0
}

resource "grafana_oncall_integration" "alerts" {
  name = "Alerts"
  type = "grafana_alerting"

  default_route {
    escalation_chain_id = grafana_oncall_escalation_chain.default.id
  }
}
