/*
  People of the wards, with their teams
*/
resource "pagerduty_user" "olga" {
  name  = "Olga Ek"
  email = "olga.ek@hospital.example"
}

resource "pagerduty_user" "nils" {
  name  = "Nils Dahl"
  email = "nils.dahl@hospital.example"
}

resource "pagerduty_user" "pia" {
  name  = "Pia Lund"
  email = "pia.lund@hospital.example"
  role  = "limited_user"
}

resource "pagerduty_user_contact_method" "olga_sms" {
  user_id      = pagerduty_user.olga.id
  type         = "sms_contact_method"
  country_code = "46"
  address      = "701740605"
  label        = "SMS"
}

resource "pagerduty_team" "wards" {
  name        = "Wards"
  description = "All of them"
}

resource "pagerduty_team_membership" "olga" {
  user_id = pagerduty_user.olga.id
  team_id = pagerduty_team.wards.id
  role    = "manager"
}
