variable "api_key" {
  type      = string
  sensitive = true
}

variable "region" {
  type    = string
  default = "north"
}

variable "undecided" {
  type = string
}

variable "members" {
  type = list(string)
}

variable "sites" {
  type = list(string)
}
