resource "pagerduty_user" "bert" {
  name = "Bert
}
