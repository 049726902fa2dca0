"""The course that a person follows: today's plan, and the guide through one session of it."""
