provider "opsgenie" {
  version = "0.2.3"
  api_url = "api.eu.opsgenie.com"
}

# People
resource "opsgenie_user" "head" {
  username  = "Head.Nurse@hospital.example"
  full_name = "Head Nurse"
  role      = "Owner"
  locale    = "nb_NO"
  timezone  = "Europe/Oslo"
}

resource "opsgenie_user" "day" {
  username  = "day@hospital.example"
  full_name = "Day Nurse "
  role      = "User"
}

resource "opsgenie_user" "night" {
  username  = "night@hospital.example"
  full_name = "Night Nurse"
  role      = "User"
}

resource "opsgenie_user_contact" "day_sms" {
  username = "${opsgenie_user.day.username}"
  to       = "47-40000001"
  method   = "sms"
}

resource "opsgenie_user_contact" "day_voice" {
  username = "${opsgenie_user.day.username}"
  to       = "47-40000001"
  method   = "voice"
}

resource "opsgenie_user_contact" "night_voice" {
  username = "${opsgenie_user.night.username}"
  to       = "47-40000002"
  method   = "voice"
}

// Teams
resource "opsgenie_team" "first" {
  name        = "First line"
  description = "Answers first"

  member {
    id   = "${opsgenie_user.day.id}"
    role = "user"
  }
  member {
    id   = "${opsgenie_user.night.id}"
    role = "user"
  }
}

resource "opsgenie_team" "heads" {
  name        = "Heads"
  description = "What the first line cannot solve"

  member {
    id   = "${opsgenie_user.head.id}"
    role = "admin"
  }
}

resource "opsgenie_schedule" "first" {
  name          = "first-schedule"
  timezone      = "Europe/Oslo"
  owner_team_id = "${opsgenie_team.first.id}"
}

resource "opsgenie_schedule" "misspelt" {
  name     = "misspelt"
  timezone = "Europe/Norway"
}

resource "opsgenie_schedule_rotation" "misspelt" {
  schedule_id = "${opsgenie_schedule.misspelt.id}"
  name        = "nobody knows when"
  start_date  = "2026-01-05T07:00:00Z"
  type        = "weekly"

  participant {
    type = "user"
    id   = "${opsgenie_user.head.id}"
  }
}

resource "opsgenie_schedule_rotation" "first" {
  schedule_id = "${opsgenie_schedule.first.id}"
  name        = "first-rotation"
  start_date  = "2026-01-05T07:00:00Z"
  type        = "daily"
  length      = 8

  participant {
    type = "team"
    id   = "${opsgenie_team.first.id}"
  }

  time_restriction {
    type = "time-of-day"

    restriction {
      start_hour = 8
      start_min  = 0
      end_hour   = 17
      end_min    = 30
    }
  }
}

resource "opsgenie_schedule_rotation" "past" {
  schedule_id = "${opsgenie_schedule.first.id}"
  name        = "first summer"
  start_date  = "2019-06-03T07:00:00Z"
  end_date    = "2019-09-02T07:00:00Z"
  type        = "hourly"
  length      = 6

  /* participant {
    type = "user"
    id   = "${opsgenie_user.head.id}"
  } */
  participant {
    type = "none"
  }
}
