locals {
  is_on = contains(["prod", "stage"], var.environment)
}

variable "environment" {
  default = "prod"
}

variable "project" {
  default = "imaging"
}

variable "team" {
  default = "Imaging"
}

variable "team_description" {
  description = <<-EOT
    What the team does:
      in a line.
  EOT
  default     = null
}

variable "time_zone" {
  default = "Europe/Berlin"
}

variable "responders" {
  type = list(object({
    name = string
    mail = string
  }))
  default = [
    { name = "lena voss", mail = "Lena.Voss@hospital.example" },
    { name = "jan fuchs", mail = "jan.fuchs@hospital.example" },
  ]
}
