provider "opsgenie" {
  version = "0.2.3"
  api_url = "api.eu.opsgenie.com"
}

#Users
resource "opsgenie_user" "lead" {
  username  = "lead@clinic.example"
  full_name = "Eva Dahl"
  role      = "Owner"
  locale    = "no_NO"
  timezone  = "Europe/Oslo"
}

resource "opsgenie_user" "nurse" {
  username  = "anna.lind@clinic.example"
  full_name = "Anna Lind"
  role      = "User"
  locale    = "no_NO"
  timezone  = "Europe/Oslo"
}

resource "opsgenie_user" "technician" {
  username  = "bo.ek@clinic.example"
  full_name = "Bo Ek"
  role      = "User"
  locale    = "no_NO"
  timezone  = "Europe/Oslo"
}

#User contact
resource "opsgenie_user_contact" "nurse_sms" {
  username = "${opsgenie_user.nurse.username}"
  to       = "47-91000001"
  method   = "sms"
}

resource "opsgenie_user_contact" "nurse_email" {
  username = "${opsgenie_user.nurse.username}"
  to       = "anna@second.example"
  method   = "email"
}

resource "opsgenie_user_contact" "technician_voice" {
  username = "${opsgenie_user.technician.username}"
  to       = "47-91000002"
  method   = "voice"
}

# Teams
resource "opsgenie_team" "first_line" {
  name        = "First line"
  description = "Everyday faults"

  member {
    id   = "${opsgenie_user.nurse.id}"
    role = "user"
  }
  member {
    id   = "${opsgenie_user.technician.id}"
    role = "user"
  }
}

resource "opsgenie_team" "leads" {
  name        = "Leads"
  description = "What the first line can't handle"

  member {
    id   = "${opsgenie_user.lead.id}"
    role = "admin"
  }
}

#Schedule
resource "opsgenie_schedule" "first_line" {
  name          = "first-line-schedule"
  description   = "Schedule of the first line"
  timezone      = "Europe/Oslo"
  owner_team_id = "${opsgenie_team.first_line.id}"
}

resource "opsgenie_schedule_rotation" "ended" {
  schedule_id = "${opsgenie_schedule.first_line.id}"
  name        = "last-year"
  start_date  = "2025-11-05T00:00:00Z"
  end_date    = "2025-12-04T08:00:00Z"
  type        = "daily"
  length      = 8

  participant {
    type = "team"
    id   = "${opsgenie_team.first_line.id}"
  }

  time_restriction {
    type = "time-of-day"

    restriction {
      start_hour = 0
      start_min  = 0
      end_hour   = 8
      end_min    = 0
    }
  }
}

resource "opsgenie_schedule_rotation" "everyday" {
  schedule_id = "${opsgenie_schedule.first_line.id}"
  name        = "everyday"
  start_date  = "2026-01-05T06:00:00Z"
  type        = "daily"
  length      = 8

  /*participant { # would take the whole team
    type = "team"
    id   = "${opsgenie_team.first_line.id}"
  }*/

  participant {
    type = "user"
    id   = "${opsgenie_user.nurse.id}"
  }

  participant {
    type = "user"
    id   = "${opsgenie_user.technician.id}"
  }
}
