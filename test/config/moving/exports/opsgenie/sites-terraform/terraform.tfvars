api_key = "SECRET-of-opsgenie"
members = ["maja.holm@hospital.example", "erik.berg@hospital.example"]
sites   = ["ward", "lab"]
