"""What can stand in the way: each gets a calm sentence of its own, and a way on."""

import pytest

pytestmark = pytest.mark.browser
FAKE_DEVICE = "--use-fake-device-for-media-stream"


def refuse(name):
    return f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('x', '{name}'); }};"


@pytest.mark.parametrize(
    ("script", "flags", "permissions", "says"),
    [
        (None, (FAKE_DEVICE,), [], "Allow it in the address bar"),  # a headless browser says no by itself
        (None, (), ["camera"], "no camera on this computer"),
        (refuse("NotReadableError"), (), [], "Another program is using the camera"),
        (refuse("TypeError"), (), [], "could not be started"),
        ("Object.defineProperty(navigator, 'mediaDevices', { value: undefined });", (), [], "https"),
    ],
)
def test_a_camera_that_does_not_start(visit, script, flags, permissions, says):
    seen = visit(script=script, flags=flags, permissions=permissions)
    seen.page.click(".coach .start")
    assert says in seen.note()
    assert seen.page.is_visible(".coach .way-on")
    seen.page.click(".coach .note-sample")  # there is always this way
    seen.wait_for_state("live")


def test_a_camera_that_is_unplugged(visit, camera_file, as_meant):
    seen = visit(camera_file(as_meant))
    seen.page.click(".coach .start")
    seen.wait_for_state("live")
    seen.page.eval_on_selector(
        ".coach video", "e => e.srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
    )
    assert "Plug it in again" in seen.note()
    seen.page.click(".coach .way-on")
    seen.wait_for_state("live")


def test_a_full_house(visit, camera_file, as_meant):
    first = visit(camera_file(as_meant))
    first.page.click(".coach .start")
    first.wait_for_state("live")
    second = visit(camera_file(as_meant))
    second.page.click(".coach .start")
    assert "Try again in a minute" in second.note()
    first.page.click(".coach .finish")
    first.wait_for_state("finished")
    second.page.click(".coach .way-on")
    second.wait_for_state("live")


def test_a_browser_without_a_voice_says_so(visit):
    seen = visit(script="delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")
    seen.page.wait_for_selector("text=Sound is not available in this browser")
