/* escalation policy */
resource "pagerduty_escalation_policy" "ep" {
  name = "Interface escalation"
  rule {
    escalation_delay_in_minutes = 30
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.interface.id
    }
  }
}

/* WRITE YOUR ADDRESS HERE */
data "pagerduty_user" "me" {
  email = "eva.dahl@clinic.example"
}

/* SCHEDULE */
resource "pagerduty_schedule" "interface" {
  name      = "Interface engine"
  time_zone = "America/Los_Angeles"

  layer {
    name                         = "Day Shift"
    start                        = "2025-05-05T20:00:00Z"
    rotation_virtual_start       = "2024-05-05T08:00:00Z"
    rotation_turn_length_seconds = 86400
    users                        = [data.pagerduty_user.me.id]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "08:00:00"
      duration_seconds  = 32400
    }
  }
  layer {
    name                         = "Night Shift"
    start                        = "2025-05-05T20:00:00Z"
    rotation_virtual_start       = "2024-05-05T17:00:00Z"
    rotation_turn_length_seconds = 86400
    users                        = [pagerduty_user.anna.id, pagerduty_user.bo.id]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "17:00:00"
      duration_seconds  = 54000
    }
  }
}

resource "pagerduty_service" "interface" {
  name              = "Interface engine"
  escalation_policy = pagerduty_escalation_policy.ep.id
  alert_creation    = "create_alerts_and_incidents"
}
