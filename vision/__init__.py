"""Frames to pose to named angles of trunk and pelvis. Knows no page, no database and no clock."""
