"""The few styles that Streamlit's theme has no setting for: less empty space, larger type."""

import streamlit as st

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding: 3.9rem 2.5rem 2rem; max-width: 1500px; }
[data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 2rem; padding: 0.2rem 0 0.3rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-language) {
  position: fixed; top: 0.55rem; right: 1rem; width: 8.5rem; z-index: 1000001;
}
[data-testid="stMainBlockContainer"] p, [data-testid="stMainBlockContainer"] li { font-size: 1.1rem; }
[data-testid="stMainBlockContainer"] [data-testid="stCaptionContainer"] { opacity: 1; }
[data-testid="stMainBlockContainer"] [data-testid="stCaptionContainer"] p { font-size: 1rem; color: #40525e; }
[data-testid="stMainBlockContainer"] [data-testid="stMetricValue"] p { font-size: 2rem; line-height: 1.2; }
/* Whoever goes by keyboard sees where they are; Streamlit shows it on some controls only. */
[data-testid="stApp"] :is(a, button, summary, [tabindex="0"]):focus-visible {
  outline: 3px solid #0d1b26 !important; outline-offset: 2px;
}
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.6rem 0.8rem 1.5rem; }
  [data-testid="stMainBlockContainer"] h1 { font-size: 1.5rem; }
  .st-key-purpose { display: none; }
}
</style>
"""


def leave_room(above_px: int) -> None:
    """Make the camera's stage lower, so that what stands above it on a page leaves its buttons in sight."""
    st.html(f"<style>:root {{ --above-stage: {above_px}px; }}</style>")


def dress() -> None:
    """Put the styles on the page."""
    st.html(_STYLE)
