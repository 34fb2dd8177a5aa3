users = {
  "rita.alves@hospital.example" = { name = "Rita Alves", phone = "11900000001" }
  "caio.melo@hospital.example"  = { name = "Caio Melo", phone = "11900000002" }
}

schedules = {
  weekdays = {
    name = "Weekdays"
    layers = [
      { name = "Week", users = { "0" = "rita.alves@hospital.example", "1" = "caio.melo@hospital.example" } },
      {
        name        = "Office"
        users       = { "0" = "caio.melo@hospital.example" }
        restriction = [{ type = "daily_restriction", from = "08:00:00", seconds = 32400 }]
      },
      { name = "Always", users = { "0" = "rita.alves@hospital.example" }, restriction = [{ is_on = false }] },
    ]
  }
}

services = {
  database = {
    has_sender = true
    rules = {
      N1 = { minutes = 10, targets = [{ target = "weekdays" }] }
      N2 = { targets = [{ type = "user_reference", target = "caio.melo@hospital.example" }] }
    }
  }
}
