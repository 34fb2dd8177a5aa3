variable "emea" {
  type = list(string)
}

variable "apac" {
  type = list(string)
}

variable "start" {
  type    = string
  default = "2026-01-05T00:00:00"
}

data "grafana_oncall_user" "emea" {
  for_each = toset(var.emea)
  username = each.key
}

data "grafana_oncall_user" "apac" {
  for_each = toset(var.apac)
  username = each.key
}

resource "grafana_oncall_on_call_shift" "apac" {
  name          = "APAC"
  type          = "rolling_users"
  start         = var.start
  duration      = 60 * 60 * 12
  frequency     = "weekly"
  interval      = 1
  week_start    = "MO"
  by_day        = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
  rolling_users = [for user in data.grafana_oncall_user.apac : [user.id]]
  time_zone     = "UTC"
}

resource "grafana_oncall_on_call_shift" "emea" {
  name          = "EMEA"
  type          = "rolling_users"
  start         = trim("${timeadd("${var.start}Z", "12h")}", "Z")
  duration      = 60 * 60 * 12
  frequency     = "weekly"
  interval      = 1
  week_start    = "MO"
  by_day        = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
  rolling_users = [for user in data.grafana_oncall_user.emea : [user.id]]
  time_zone     = "UTC"
}

resource "grafana_oncall_schedule" "sun" {
  name      = "Follow the sun"
  type      = "calendar"
  time_zone = "UTC"
  shifts = [
    grafana_oncall_on_call_shift.apac.id,
    grafana_oncall_on_call_shift.emea.id,
  ]
}

output "schedule_id" {
  value = grafana_oncall_schedule.sun.id
}
