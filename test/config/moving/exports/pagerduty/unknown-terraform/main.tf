locals {
  roster = yamldecode(file("${path.module}/roster.yaml"))
  circle = local.other
  other  = local.circle
}

resource "pagerduty_user" "anna" {
  name  = "Anna"
  email = "anna@hospital.example"
}

resource "pagerduty_user" "rostered" {
  for_each = local.roster.people
  name     = each.value
  email    = each.key
}

resource "pagerduty_schedule" "now" {
  name      = "Since it was made"
  time_zone = "Europe/London"

  layer {
    name                         = "Layer 1"
    start                        = timestamp()
    rotation_virtual_start       = timestamp()
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.anna.id]
  }
}

resource "pagerduty_schedule" "half" {
  name      = "Half of it is known"
  time_zone = "Europe/London"

  layer {
    name                         = "Layer 1"
    start                        = "2026-01-05T08:00:00Z"
    rotation_virtual_start       = "2026-01-05T08:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.anna.id, var.second]
  }

  layer {
    name                         = "Layer 2"
    start                        = "2026-01-05T08:00:00Z"
    rotation_virtual_start       = "2026-01-05T08:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.anna.id]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = local.circle
      duration_seconds  = 3600
    }
  }
}

resource "pagerduty_escalation_policy" "default" {
  name = "%{if var.second == ""}One%{else}Two%{endif}"

  rule {
    escalation_delay_in_minutes = 30
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.half.id
    }
  }
}

resource "pagerduty_service" "default" {
  name              = var.service_name
  escalation_policy = pagerduty_escalation_policy.default.id
}

resource "pagerduty_service" "unnamed" {
  name              = ""
  escalation_policy = pagerduty_escalation_policy.default.id
}

variable "second" {}

variable "service_name" {
  default = "Service"
}
