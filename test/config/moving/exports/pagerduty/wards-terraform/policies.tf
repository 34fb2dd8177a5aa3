resource "pagerduty_escalation_policy" "wards" {
  name      = "Wards (policy)"
  num_loops = 3
  teams     = [pagerduty_team.wards.id]

  rule {
    escalation_delay_in_minutes = 5
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.level_1.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.level_2.id
    }
    target {
      type = "user_reference"
      id   = pagerduty_user.olga.id
    }
  }

  rule {
    escalation_delay_in_minutes = 30
    target {
      type = "user_reference"
      id   = data.pagerduty_user.director.id
    }
    target {
      type = "schedule_reference"
      id   = "PSCHED1"
    }
  }
}

data "pagerduty_user" "director" {
  email = "director@hospital.example"
}

data "pagerduty_escalation_policy" "site" {
  name = "Whole site"
}

resource "pagerduty_service" "monitors" {
  name                    = "Bedside monitors"
  auto_resolve_timeout    = "null"
  acknowledgement_timeout = 1800
  escalation_policy       = pagerduty_escalation_policy.wards.id

  incident_urgency_rule {
    type = "use_support_hours"
    during_support_hours {
      type    = "constant"
      urgency = "high"
    }
    outside_support_hours {
      type    = "constant"
      urgency = "severity_based"
    }
  }

  support_hours {
    type         = "fixed_time_per_day"
    time_zone    = "Europe/Stockholm"
    start_time   = "07:00:00"
    end_time     = "19:00:00"
    days_of_week = [1, 2, 3, 4, 5]
  }

  scheduled_actions {
    type       = "urgency_change"
    to_urgency = "high"
    at {
      type = "named_time"
      name = "support_hours_start"
    }
  }
}

resource "pagerduty_service" "site" {
  name              = "Whole site"
  escalation_policy = data.pagerduty_escalation_policy.site.id
}

resource "pagerduty_event_orchestration" "site" {
  name = "Whole site"
}

resource "pagerduty_service_integration" "events" {
  name            = "Events"
  type            = "events_api_v2_inbound_integration"
  integration_key = "SECRET0123456789"
  service         = pagerduty_service.monitors.id
}

resource "pagerduty_slack_connection" "wards" {
  source_id    = pagerduty_service.monitors.id
  workspace_id = "T000"
  config {
    events = ["incident.triggered"]
  }
}
