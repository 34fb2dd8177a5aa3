resource "pagerduty_user" "user" {
  for_each = var.users

  name      = each.value["name"]
  email     = each.key
  role      = each.value["role"]
  time_zone = each.value["time_zone"]
}

resource "pagerduty_user_contact_method" "phone" {
  for_each     = var.users
  user_id      = pagerduty_user.user[each.key].id
  type         = "phone_contact_method"
  country_code = each.value["country_code"]
  address      = each.value["phone"]
  label        = "Work"
}

resource "pagerduty_user_contact_method" "sms" {
  for_each     = var.users
  user_id      = pagerduty_user.user[each.key].id
  type         = "sms_contact_method"
  country_code = each.value["country_code"]
  address      = each.value["phone"]
  label        = "Work"
}

resource "pagerduty_user_notification_rule" "sms" {
  for_each               = var.users
  user_id                = pagerduty_user.user[each.key].id
  start_delay_in_minutes = 3
  urgency                = "high"

  contact_method = {
    type = "sms_contact_method"
    id   = pagerduty_user_contact_method.sms[each.key].id
  }
}

data "pagerduty_user" "on_call" {
  for_each = toset(flatten([
    for key, schedule in var.schedules : [
      for layer in schedule.layers : [
        for mail in values(layer.users) : mail
      ]
    ]
  ]))

  email      = each.value
  depends_on = [pagerduty_user.user]
}

resource "pagerduty_schedule" "schedule" {
  for_each  = var.schedules
  name      = each.value["name"]
  time_zone = each.value["time_zone"]

  dynamic "layer" {
    for_each = each.value["layers"]
    content {
      name                         = layer.value["name"]
      start                        = layer.value["start"]
      rotation_virtual_start       = layer.value["start"]
      rotation_turn_length_seconds = layer.value["turn"]
      users                        = [for one in layer.value["users"] : data.pagerduty_user.on_call[one].id]

      dynamic "restriction" {
        for_each = { for key, one in layer.value["restriction"] : key => one if try(one["is_on"], false) == true }
        content {
          type              = restriction.value["type"]
          start_time_of_day = restriction.value["from"]
          duration_seconds  = restriction.value["seconds"]
          start_day_of_week = restriction.value["type"] == "weekly_restriction" ? restriction.value["day"] : null
        }
      }
    }
  }
}

resource "pagerduty_escalation_policy" "policy" {
  for_each = var.services
  name     = join("-", [each.key, "policy"])

  dynamic "rule" {
    for_each = each.value["rules"]
    content {
      escalation_delay_in_minutes = rule.value["minutes"]

      dynamic "target" {
        for_each = rule.value["targets"]
        content {
          type = target.value["type"]
          id   = target.value["type"] == "user_reference" ? pagerduty_user.user[target.value["target"]].id : pagerduty_schedule.schedule[target.value["target"]].id
        }
      }
    }
  }
}

resource "pagerduty_service" "service" {
  for_each                = var.services
  name                    = each.key
  description             = each.value["description"]
  auto_resolve_timeout    = each.value["resolve"]
  acknowledgement_timeout = each.value["acknowledge"]
  escalation_policy       = pagerduty_escalation_policy.policy[each.key].id

  incident_urgency_rule {
    type    = "constant"
    urgency = "severity_based"
  }
}

data "pagerduty_vendor" "prometheus" {
  name = "Prometheus"
}

resource "pagerduty_service_integration" "prometheus" {
  for_each = { for key, one in var.services : key => one if one.has_sender }
  name     = data.pagerduty_vendor.prometheus.name
  service  = pagerduty_service.service[each.key].id
  vendor   = data.pagerduty_vendor.prometheus.id
}
