import asyncio
import json

import pytest
from starlette.websockets import WebSocketDisconnect

from live.connection import Connection, Patience
from live.problems import BadMessage, Idle, PausedTooLong, Replaced

SILENCE = object()


class FakeSession:
    def __init__(self):
        self.said = []

    def begin(self, source, earlier):
        self.said.append(("begin", source, earlier))

    def restart(self):
        self.said.append("restart")

    def choose(self, x, y):
        self.said.append(("choose", x, y))

    def finish(self):
        return "summary"


class FakeWorker:
    def __init__(self):
        self.session = FakeSession()

    async def measure(self, message):
        return f"answer to {message.decode()}"


class FakeSocket:
    """Gives a script of messages; the clock moves on by a second with each."""

    def __init__(self, *script):
        self.script, self.sent, self.now_s = list(script), [], 0.0

    async def receive(self):
        message = self.script.pop(0) if self.script else SILENCE
        if message is SILENCE:
            await asyncio.Event().wait()
        self.now_s += 1.0
        if isinstance(message, bytes):
            return {"type": "websocket.receive", "bytes": message}
        if isinstance(message, dict):
            return message
        return {"type": "websocket.receive", "text": json.dumps({"type": message})}

    async def send_text(self, data):
        self.sent.append(data)


def run(socket, *, pause_s=600.0, earlier=None, replaced=False):
    worker = FakeWorker()

    async def play():
        event = asyncio.Event()
        if replaced:
            event.set()
        connection = Connection(
            socket,
            worker,
            replaced=event,
            patience=Patience(0.05, pause_s),
            recall=lambda: earlier,
            clock=lambda: socket.now_s,
        )
        return await connection.run()

    return asyncio.run(play()), worker.session


def test_each_frame_is_answered_until_it_is_finished():
    socket = FakeSocket(b"1", b"2", "finish", b"3")
    assert run(socket)[0] == "summary"
    assert socket.sent == ['{"type":"ready"}', "answer to 1", "answer to 2"]


def test_silence_ends_it():
    with pytest.raises(Idle, match="Start again when you are ready"):
        run(FakeSocket(b"1", SILENCE))


def test_a_sign_of_life_keeps_it_through_a_pause():
    assert run(FakeSocket(b"1", *["still_here"] * 20, b"2", "finish"))[0] == "summary"


def test_a_pause_has_an_end():
    with pytest.raises(PausedTooLong):
        run(FakeSocket(b"1", *["still_here"] * 20), pause_s=10.0)


def test_a_newer_connection_takes_over():
    with pytest.raises(Replaced):
        run(FakeSocket(b"1"), replaced=True)


def test_a_browser_that_goes_is_noticed():
    with pytest.raises(WebSocketDisconnect):
        run(FakeSocket({"type": "websocket.disconnect", "code": 1001}))


def test_a_tap_is_passed_on():
    text = {"type": "websocket.receive", "text": json.dumps({"type": "choose", "x": 0.25, "y": 1})}
    assert run(FakeSocket(text, b"1", "finish"))[1].said == [("choose", 0.25, 1.0)]


def test_a_tap_beside_the_picture_ends_it():
    text = {"type": "websocket.receive", "text": json.dumps({"type": "choose", "x": 1.25, "y": 1})}
    with pytest.raises(BadMessage):
        run(FakeSocket(text))


def test_unknown_commands_end_it():
    with pytest.raises(BadMessage):
        run(FakeSocket("dance"))


@pytest.mark.parametrize(
    ("hello", "expected"),
    [
        ({"type": "hello", "source": "sample:bow"}, ("begin", "sample:bow", None)),
        ({"type": "hello", "source": "camera", "resume": True}, ("begin", "camera", "earlier")),
        ({"type": "hello", "source": ["camera"], "resume": "yes"}, ("begin", "camera", None)),
    ],
)
def test_hello_tells_the_source_and_whether_to_go_on(hello, expected):
    text = {"type": "websocket.receive", "text": json.dumps(hello)}
    assert run(FakeSocket(text, "restart", "finish"), earlier="earlier")[1].said == [expected, "restart"]
