on_call = ["cia.al@clinic.example", "anna.lind@clinic.example", "bo.ek@clinic.example"]
sites   = ["renal", "cardiac"]
