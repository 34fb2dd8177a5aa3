terraform {
  required_providers {
    opsgenie = {
      source  = "opsgenie/opsgenie"
      version = "0.6.29"
    }
  }
}

locals {
  config = yamldecode(file("config.yaml"))

  crew = concat(
    [for one in local.config.people : opsgenie_user.all[one.email]],
    [data.opsgenie_user.lead]
  )
}

variable "heartbeat" {
  type = string
}

resource "opsgenie_user" "all" {
  for_each  = { for one in local.config.people : one.email => one.name }
  username  = each.key
  full_name = each.value
  locale    = "en_GB"
  timezone  = local.config.zone
  role      = "User"
}

data "opsgenie_user" "lead" {
  username = local.config.lead
}

resource "opsgenie_team" "ward" {
  name        = "ward"
  description = "All of the ward"

  # Required for an escalation of its own
  delete_default_resources = true

  dynamic "member" {
    for_each = local.crew
    content {
      id   = member.value.id
      role = "user"
    }
  }
}

resource "opsgenie_schedule" "ward" {
  name          = "ward_schedule"
  timezone      = local.config.zone
  enabled       = true
  owner_team_id = opsgenie_team.ward.id
}

resource "opsgenie_schedule_rotation" "ward" {
  schedule_id = opsgenie_schedule.ward.id
  name        = "rotation"
  start_date  = "2025-06-18T00:00:00Z"
  type        = "hourly"
  length      = 6

  dynamic "participant" {
    for_each = local.crew
    content {
      id   = participant.value.id
      type = "user"
    }
  }

  time_restriction {
    type = "time-of-day"

    restriction {
      start_hour = 9
      start_min  = 0
      end_hour   = 17
      end_min    = 0
    }
  }
}

resource "opsgenie_escalation" "ward" {
  name          = "ward_escalation"
  owner_team_id = opsgenie_team.ward.id

  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 0

    recipient {
      type = "schedule"
      id   = opsgenie_schedule.ward.id
    }
  }

  rules {
    condition   = "if-not-acked"
    notify_type = "next"
    delay       = 5 # minutes

    recipient {
      type = "schedule"
      id   = opsgenie_schedule.ward.id
    }
  }

  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 10 # minutes

    recipient {
      type = "user"
      id   = data.opsgenie_user.lead.id
    }
  }
}

resource "opsgenie_service" "pumps" {
  name        = "pumps"
  description = "Infusion pumps"
  team_id     = opsgenie_team.ward.id
}

resource "opsgenie_heartbeat" "pumps" {
  name           = var.heartbeat
  description    = "Heartbeat of the pumps' gateway"
  interval_unit  = "minutes"
  interval       = 1
  enabled        = true
  alert_message  = "The gateway of the pumps is not heard from"
  alert_priority = "P3"
  owner_team_id  = opsgenie_team.ward.id
}
