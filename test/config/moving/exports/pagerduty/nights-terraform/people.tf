resource "pagerduty_user" "anna" {
  email     = "anna.lind@clinic.example"
  name      = "Anna Lind"
  role      = "admin"
  job_title = "Integration lead"
}
resource "pagerduty_user" "bo" {
  email       = "bo.ek@clinic.example"
  name        = "Bo Ek"
  role        = "limited_user"
  description = "Nights"
}
