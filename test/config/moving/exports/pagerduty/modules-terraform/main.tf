module "theatre" {
  source = "./modules/team"

  name      = "Theatre"
  time_zone = "Europe/Vienna"
  people    = local.people["theatre"]
}

module "small" {
  source   = "./modules/team"
  for_each = local.small

  name   = each.key
  people = local.people[each.value]
}

module "elsewhere" {
  source = "git::https://git.example/team.git?ref=v1.0.0"
}

locals {
  mails = "hospital.example"
  small = {
    Pharmacy = "pharmacy"
    Kitchen  = "kitchen"
  }
  people = merge(
    { theatre = { for name in ["eva", "udo"] : "${name}@${local.mails}" => title(name) } },
    {
      pharmacy = { "ina@${local.mails}" = "Ina" }
      kitchen  = { "kai@${local.mails}" = "Kai" }
    },
  )
}

resource "pagerduty_service" "theatre" {
  name              = "Theatre"
  escalation_policy = module.theatre.policy_id
}

resource "pagerduty_service" "small" {
  for_each          = module.small
  name              = each.key
  escalation_policy = each.value.policy_id
}
