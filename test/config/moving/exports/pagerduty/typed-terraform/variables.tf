variable "users" {
  type = map(object({
    name         = optional(string, "")
    role         = optional(string, "user")
    time_zone    = optional(string, "America/Sao_Paulo")
    country_code = optional(string, "+55")
    phone        = optional(string, "")
  }))
  default = {}
}

variable "schedules" {
  type = map(object({
    name      = optional(string)
    time_zone = optional(string, "America/Sao_Paulo")
    layers = optional(list(object({
      name  = string
      start = optional(string, "2026-02-16T08:00:00Z")
      turn  = optional(number, 86400)
      users = optional(map(string), {})
      restriction = optional(list(object({
        is_on   = optional(bool, true)
        type    = optional(string, "weekly_restriction")
        from    = optional(string, "16:00:00")
        seconds = optional(number, 432000)
        day     = optional(number, 7)
      })), [{}])
    })))
  }))
  default = {}
}

variable "services" {
  type = map(object({
    description = optional(string, "Made by Terraform")
    resolve     = optional(number, 14400)
    acknowledge = optional(number, 600)
    has_sender  = optional(bool, false)
    rules = optional(map(object({
      minutes = optional(number, 15)
      targets = optional(list(object({
        type   = optional(string, "schedule_reference")
        target = optional(string)
      })))
    })))
  }))
  default = {}
}
