"""What Backtalk is, and what becomes of the pictures."""

import streamlit as st

from app.spoken import _

st.title(_("About and privacy"))
_ABOUT = """\
Backtalk watches you move through the camera of this computer, measures the angles of your trunk and pelvis,
compares them with the aim of the exercise, and says one helpful thing at a time.

#### What becomes of the pictures
- Each picture goes from the browser to the coach, which runs on the computer that this page was started on.
  There it is measured and dropped. Nothing writes a picture to the disk.
- What you tell of your pain beside an exercise decides how far the next set goes, and is gone with the page.
- "Today's session" keeps your results (numbers and answers, never a picture) on this computer, if you agreed
  to it there. So does the test of finding a place again.
- A movement that you show becomes an exercise file on this computer, when you say so: angles, no pictures.
- The coach sends nothing to anyone: no pictures, no numbers, no usage reports.
- The voice is the one of your own browser; only voices that speak without a network are used.
- Your choices of camera, voice, speed and language, and whether the voice is on, stay in this browser.

#### What it is for
Backs are strong, and they like to move. The exercises begin small, slow and precise, and grow from there.
Go only as far as feels comfortable; smaller is fine. If an exercise makes your pain clearly worse, make it
smaller or leave it for today, and talk it over with your physiotherapist or doctor.

#### What the camera can see
A webcam measures a bend well from the side and a side bend well from the front. What it cannot measure from
where you stand, it does not guess: it asks you to turn.
The ± beside an angle is its typical error, measured on rendered people whose angles are known; an angle
without a stated error is not shown.

The tilt of your pelvis and the bend of your low back are read from the outline of your body. That has been
checked on rendered people and with printed markers in rendered pictures. It has not yet been checked on real
people in a motion laboratory, so take these numbers as a guide. Where you are in your own range is told
better.
"""
st.markdown(_(_ABOUT))
