"""The smallest settings with which a council may start."""

LEAST = """
id = "otherton"
name = "Otherton Council"
service_name = "Listen"
languages = ["en"]
office_hours.weekly = [{ days = ["mon"], from = "09:00", to = "17:00" }]
retention.submissions_days = 100
contacts.conference_team.phone = "01632 960201"
contacts.duty_team.phone = "01632 960202"
"""

LEAST_WORDS = """
contacts.conference_team.name = "Team"
contacts.duty_team.name = "Duty"
"""
