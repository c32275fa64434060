USERS = [
    ("Jane Roe", "jane.roe@example.com", "738-20-1234"),
    ("Sam Example", "sam@example.org", "741-36-2098"),
]
