"""The entry: ``streamlit run coach_app.py``. One app: the pages that a person sees, and the live routes."""

import streamlit as st

from app.ready import make_ready
from live.route import live_routes

app = st.App("app/main.py", routes=live_routes(), lifespan=make_ready)
