"""One running session: the camera component, the WebSocket, and the loop that measures and answers.

`route.live_routes()` are the routes that the app adds to Streamlit's own; `component.coach_camera` is what
a page mounts.
"""
