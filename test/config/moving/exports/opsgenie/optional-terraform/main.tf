# What an organisation has only where Opsgenie is turned on.
variable "turned_on" { default = true }
variable "environment" { default = "prod" }
variable "people" {
  type    = list(string)
  default = ["u-anna", "u-bo"]
}

locals {
  has_opsgenie = var.turned_on && var.environment != "dev"
}

resource "opsgenie_team" "lab" {
  count = local.has_opsgenie ? 1 : 0

  name        = "Laboratory (${var.environment})"
  description = "Analysers and their interfaces"

  dynamic "member" {
    for_each = var.people
    content {
      id   = member.value
      role = member.key == 0 ? "admin" : "user"
    }
  }

  delete_default_resources = false
}

resource "opsgenie_api_integration" "lab" {
  count = local.has_opsgenie ? 1 : 0

  name = "lab-${var.environment}-alerting"
  type = "API"

  owner_team_id              = opsgenie_team.lab[0].id
  allow_write_access         = true
  allow_configuration_access = false
  suppress_notifications     = var.environment == "dev" ? true : false
  enabled                    = true

  responders {
    type = "team"
    id   = opsgenie_team.lab[0].id
  }
}

resource "opsgenie_escalation" "lab" {
  count = local.has_opsgenie ? 1 : 0

  name          = "lab-${var.environment}-escalation"
  owner_team_id = opsgenie_team.lab[0].id
  description   = "Whom the ${var.environment} laboratory asks"

  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 5

    recipient {
      type = "team"
      id   = opsgenie_team.lab[0].id
    }
  }

  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 15

    dynamic "recipient" {
      for_each = length(var.people) > 0 ? [var.people[0]] : []
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
      id   = opsgenie_team.lab[0].id
    }
  }

  repeat {
    wait_interval          = 15
    count                  = 3
    reset_recipient_states = true
    close_alert_after_all  = true
  }
}

resource "opsgenie_schedule" "lab" {
  count = local.has_opsgenie ? 1 : 0

  name          = "lab-${var.environment}-oncall"
  owner_team_id = opsgenie_team.lab[0].id
  timezone      = "Europe/Oslo"
  enabled       = true
}

resource "opsgenie_schedule_rotation" "weekly" {
  count = local.has_opsgenie && length(var.people) > 0 ? 1 : 0

  schedule_id           = opsgenie_schedule.lab[0].id
  name                  = "weekly-rotation"
  type                  = "weekly"
  start_date            = "2026-01-01T00:00:00Z"
  time_restriction_type = null

  dynamic "participant" {
    for_each = var.people
    content {
      type = "user"
      id   = participant.value
    }
  }
}

resource "opsgenie_notification_policy" "lab" {
  count = local.has_opsgenie ? 1 : 0

  name               = "lab-${var.environment}-policy"
  team_id            = opsgenie_team.lab[0].id
  policy_description = "How the ${var.environment} laboratory is told"
  enabled            = true

  filter {
    type = "match-all"
  }

  auto_close_action {
    duration {
      time_amount = 24
      time_unit   = "hours"
    }
  }
}
