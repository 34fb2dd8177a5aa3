provider "pagerduty" {
  token = "your_access_token"
}

resource "pagerduty_user" "cia" {
  email = "cia.al@clinic.example"
  name  = "Cia Al"
}

resource "pagerduty_team" "pharmacy" {
  name        = "Pharmacy"
  description = "Dispensing cabinets"
}

resource "pagerduty_team_membership" "cia" {
  user_id = pagerduty_user.cia.id
  team_id = pagerduty_team.pharmacy.id
  role    = "manager"
}

resource "pagerduty_escalation_policy" "ep" {
  name      = "Cabinet escalation"
  num_loops = 3
  rule {
    escalation_delay_in_minutes = 30
    target {
      type = "user_reference"
      id   = pagerduty_user.cia.id
    }
  }
}

resource "pagerduty_service" "cabinets" {
  name              = "Cabinets"
  escalation_policy = pagerduty_escalation_policy.ep.id
  alert_creation    = "create_alerts_and_incidents"
}

resource "pagerduty_service" "database" {
  name              = "Cabinet database"
  escalation_policy = pagerduty_escalation_policy.ep.id
  alert_creation    = "create_alerts_and_incidents"
}

/* SERVICE INTEGRATION */
data "pagerduty_vendor" "cloudwatch" {
  name = "Cloudwatch"
}

resource "pagerduty_service_integration" "cloudwatch" {
  name    = data.pagerduty_vendor.cloudwatch.name
  service = pagerduty_service.cabinets.id
  vendor  = data.pagerduty_vendor.cloudwatch.id
}

# /* BUSINESS SERVICE */
resource "pagerduty_business_service" "dispensing" {
  name = "Dispensing"
}

/* SERVICE DEPENDENCY */
resource "pagerduty_service_dependency" "dispensing" {
  dependency {
    dependent_service {
      id   = pagerduty_business_service.dispensing.id
      type = "business_service"
    }
    supporting_service {
      id   = pagerduty_service.cabinets.id
      type = "service"
    }
  }
}

resource "pagerduty_event_orchestration" "checks" {
  name = "Checks of cabinets"
  team = pagerduty_team.pharmacy.id
}

resource "pagerduty_event_orchestration_router" "checks" {
  event_orchestration = pagerduty_event_orchestration.checks.id
  set {
    id = "start"
    rule {
      label = "Slow queries go to the database"
      condition {
        expression = "event.summary matches part 'slow query'"
      }
      actions {
        route_to = pagerduty_service.database.id
      }
    }
  }
  catch_all {
    actions {
      route_to = pagerduty_service.cabinets.id
    }
  }
}

resource "pagerduty_event_orchestration_service" "cabinets" {
  service = pagerduty_service.cabinets.id
  set {
    id = "start"
    rule {
      condition {
        expression = "event.summary matches part 'door open'"
      }
      actions {
        suspend = 600
      }
    }
  }
  catch_all {
    actions {

    }
  }
}

# actions {
#   suppress {
#     value = true
#   }
# }
