# Everything is there only where it is switched on.
resource "opsgenie_team" "imaging" {
  count = local.is_on ? 1 : 0

  name        = "${var.team} (${var.environment})"
  description = var.team_description

  dynamic "member" {
    for_each = var.responders
    content {
      id   = opsgenie_user.responder[member.key].id
      role = member.key == 0 ? "admin" : "user"
    }
  }
}

resource "opsgenie_user" "responder" {
  count     = length(var.responders)
  username  = lower(var.responders[count.index].mail)
  full_name = title(var.responders[count.index].name)
  role      = "User"
}

resource "opsgenie_api_integration" "imaging" {
  count = local.is_on ? 1 : 0

  name                   = "${var.project}-${var.environment}-alerts"
  type                   = "API"
  owner_team_id          = opsgenie_team.imaging[0].id
  suppress_notifications = var.environment == "dev" ? true : false
  enabled                = true
}

resource "opsgenie_escalation" "imaging" {
  count = local.is_on ? 1 : 0

  name          = "${var.project}-${var.environment}-escalation"
  owner_team_id = opsgenie_team.imaging[0].id

  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 4

    recipient {
      type = "schedule"
      id   = one(opsgenie_schedule.imaging[*].id)
    }
  }

  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 15

    dynamic "recipient" {
      for_each = length(var.responders) > 0 ? [opsgenie_user.responder[0].id] : []
      content {
        type = "user"
        id   = recipient.value
      }
    }
  }

  rules {
    condition   = "if-not-acked"
    notify_type = "all"
    delay       = 30

    recipient {
      type = "team"
      id   = opsgenie_team.imaging[0].id
    }
  }

  repeat {
    wait_interval          = 15
    count                  = 3
    reset_recipient_states = true
    close_alert_after_all  = true
  }
}

resource "opsgenie_schedule" "imaging" {
  count = local.is_on ? 1 : 0

  name          = "${var.project}-${var.environment}-oncall"
  owner_team_id = opsgenie_team.imaging[0].id
  timezone      = var.time_zone
  enabled       = true
}

resource "opsgenie_schedule_rotation" "weekly" {
  count = local.is_on && length(var.responders) > 0 ? 1 : 0

  schedule_id = opsgenie_schedule.imaging[0].id
  name        = "weekly"
  type        = "weekly"
  start_date  = "2026-01-01T00:00:00Z"

  dynamic "participant" {
    for_each = opsgenie_user.responder.*.id
    content {
      type = "user"
      id   = participant.value
    }
  }
}

resource "opsgenie_notification_policy" "imaging" {
  count = local.is_on ? 1 : 0

  name    = "${var.project}-${var.environment}-nightly"
  team_id = opsgenie_team.imaging[0].id
  enabled = true

  filter {
    type = "match-all"
  }
}
