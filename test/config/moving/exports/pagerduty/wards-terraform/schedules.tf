resource "pagerduty_schedule" "level_1" {
  name      = "Wards (level 1)"
  time_zone = "Europe/Stockholm"
  teams     = [pagerduty_team.wards.id]

  layer {
    name                         = "Nights"
    start                        = "2026-01-07T20:00:00+01:00"
    rotation_virtual_start       = "2026-01-07T20:00:00+01:00"
    rotation_turn_length_seconds = 86400
    users                        = [pagerduty_user.olga.id, pagerduty_user.nils.id]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "20:00:00"
      duration_seconds  = 43200
    }
  }

  layer {
    name                         = "Days"
    start                        = "2026-01-05T08:00:00+01:00"
    rotation_virtual_start       = "2026-01-05T08:00:00+01:00"
    rotation_turn_length_seconds = 604800
    users = [
      pagerduty_user.pia.id,
      pagerduty_user.nils.id,
    ]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "08:00:00"
      duration_seconds  = 43200
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 6
      start_time_of_day = "08:00:00"
      duration_seconds  = 129600
    }
  }
}

resource "pagerduty_schedule" "level_2" {
  name      = "Wards (level 2)"
  time_zone = "Europe/Stockholm"

  layer {
    name                         = "Always"
    start                        = "2026-01-05T08:00:00+01:00"
    rotation_virtual_start       = "2026-01-05T08:00:00+01:00"
    rotation_turn_length_seconds = 12 * 60 * 60
    users                        = [pagerduty_user.olga.id, pagerduty_user.pia.id]
  }
}
