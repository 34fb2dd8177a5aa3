variable "name" {
  type = string
}

variable "time_zone" {
  type    = string
  default = "Europe/Zurich"
}

variable "people" {
  type = map(string)
}

variable "start" {
  default = "2026-01-05T08:00:00Z"
}

resource "pagerduty_user" "this" {
  for_each = var.people

  name  = each.value
  email = each.key
}

resource "pagerduty_schedule" "this" {
  name      = "${var.name} on call"
  time_zone = var.time_zone

  layer {
    name                         = "Weekly"
    start                        = var.start
    rotation_virtual_start       = timeadd(var.start, "-168h")
    rotation_turn_length_seconds = 604800
    users                        = [for one in pagerduty_user.this : one.id]
  }
}

resource "pagerduty_escalation_policy" "this" {
  name      = format("%s (%02d)", var.name, length(var.people))
  num_loops = 2

  rule {
    escalation_delay_in_minutes = 10

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.this.id
    }
  }
}

output "policy_id" {
  value = pagerduty_escalation_policy.this.id
}
