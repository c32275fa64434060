USERS = [
    ("Jane Roe", "jane.roe@example.com", "219-09-9999"),
    ("Sam Example", "sam@example.org", "078-05-1120"),
]
