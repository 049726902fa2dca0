"""The whole way of a session: a real server, a real WebSocket, the real pose model."""

import socket
import struct
import time
from http.client import HTTPConnection

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from exercises.files import LIBRARY
from live.engine import Engine
from live.problems import EngineUnavailable
from live.tokens import Ticket, TokenBox
from tests.live.serving import receive, to_message


def expect_refusal(client, code, says):
    """The one answer that goes before the close, and the close code."""
    answer = receive(client)
    assert answer["type"] == "problem"
    assert says in answer["text"]
    with pytest.raises(ConnectionClosed) as closed:
        client.recv(timeout=10)
    assert closed.value.rcvd.code == code
    return answer


def test_a_set_of_bows_is_counted_as_it_was_made(server, bow_clip):
    clip, frames = bow_clip
    with server.ready() as client:
        client.send('{"type":"hello","source":"sample:test"}')
        answers = []
        for time_ms, picture in frames:
            client.send(to_message(time_ms, picture))
            answers.append(receive(client))
        client.send('{"type":"finish"}')
        summary = receive(client)
    assert [answer["t"] for answer in answers] == [time_ms for time_ms, _ in frames]
    assert summary["reps"] == len(clip["repetitions"])
    finished = [event for answer in answers for event in answer["events"]]
    assert [event["number"] for event in finished] == list(range(1, len(clip["repetitions"]) + 1))
    moving = [answer for answer in answers if answer["phase"] == "going"]
    assert moving
    assert all(0 <= value <= 1 for answer in moving for point in answer["trunk"] for value in point)
    kept = server.service.finished.take("page")
    assert len(kept.repetitions) == summary["reps"]
    assert kept.source == "sample:test"
    server.wait_until_free(2)


def test_an_empty_room_is_answered_too(server, empty_room):
    with server.ready() as client:
        client.send(to_message(0.0, empty_room))
        answer = receive(client)
    assert answer["framing"] == "nobody"
    assert answer["angle"] is None
    assert answer["trunk"] is None


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://127.0.0.1:1", "null", None])
def test_pages_of_other_addresses_are_refused(server, origin):
    with server.connect(origin=origin) as client:
        expect_refusal(client, 4405, "BACKTALK_ALLOWED_ORIGINS")


def test_another_address_can_be_allowed(server, monkeypatch):
    monkeypatch.setenv("BACKTALK_ALLOWED_ORIGINS", "https://one.example, https://clinic.example/")
    with server.connect(origin="https://clinic.example") as client:
        assert receive(client) == {"type": "ready"}


def test_an_old_token_is_refused(start_server):
    server = start_server(tokens=TokenBox(lifetime_s=-1))
    with server.connect() as client:
        expect_refusal(client, 4401, "fresh connection")


def test_a_forged_token_is_refused(server):
    forged = TokenBox().make(Ticket("page", "waiters_bow"))
    with server.connect(forged) as client:
        expect_refusal(client, 4403, "Reload the page")


def test_an_address_without_a_token_is_no_session(server):
    with pytest.raises(InvalidStatus):
        server.connect("a/b")


def test_an_exercise_of_ones_own_is_served(server, monkeypatch, tmp_path):
    own = (LIBRARY / "waiters_bow.toml").read_text(encoding="utf-8").replace('"waiters_bow"', '"my_bow"')
    (tmp_path / "mine.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("BACKTALK_EXERCISES", str(tmp_path))
    with server.connect(server.token(exercise="my_bow")) as client:
        assert receive(client) == {"type": "ready"}


def test_an_exercise_that_is_gone_is_told(server):
    with server.connect(server.token(exercise="dancing")) as client:
        expect_refusal(client, 4422, "choose another one")


def test_a_full_house_is_told_and_the_next_one_fits_again(start_server):
    server = start_server(limit=1)
    with server.ready("first"), server.connect(server.token("second")) as client:
        expect_refusal(client, 4429, "Try again in a minute")
    server.wait_until_free(2)
    with server.ready("second"):
        assert server.service.slots.taken == 1


def test_the_same_page_takes_over_and_goes_on(start_server, bow_clip):
    _, frames = bow_clip
    server = start_server(limit=1)
    half = next(index for index, (time_ms, _) in enumerate(frames) if time_ms > 9000)
    with server.ready() as older:
        for time_ms, picture in frames[:half]:
            older.send(to_message(time_ms, picture))
            reps = receive(older)["reps"]
        assert reps >= 1
        with server.ready() as newer:  # the older one never said goodbye
            expect_refusal(older, 4411, "newer connection")
            newer.send('{"type":"hello","source":"camera","resume":true}')
            time_ms, picture = frames[half]
            newer.send(to_message(time_ms, picture))
            assert receive(newer)["reps"] == reps


@pytest.mark.parametrize(
    ("messages", "code", "says"),
    [
        (lambda good: [good(5.0), good(5.0)], 4409, "Start the camera again"),
        (lambda good: [good(5.0), good(4.0)], 4409, "Start the camera again"),
        (lambda good: [good(float("nan"))], 4400, "usable time"),
        (lambda good: [good(5.0)[:200]], 4400, "incomplete"),
        (lambda good: [struct.pack("<d", 5.0) + b"GIF89a" * 50], 4400, "incomplete"),
        (lambda good: [good(5.0) + bytes(600_000)], 4413, "another camera"),
        (lambda good: ['{"type":"dance"}'], 4422, "Reload"),
    ],
)
def test_what_cannot_be_used_gets_one_answer(server, empty_room, messages, code, says):
    with server.ready() as client:
        *before, last = messages(lambda time_ms: to_message(time_ms, empty_room))
        for message in before:
            client.send(message)
            assert receive(client)["type"] == "feedback"
        client.send(last)
        expect_refusal(client, code, says)
    server.wait_until_free(2)


def test_start_anew_over_the_wire(server, empty_room):
    with server.ready() as client:
        client.send(to_message(5000.0, empty_room))
        receive(client)
        client.send('{"type":"restart"}')
        client.send(to_message(5040.0, empty_room))
        assert receive(client)["phase"] == "getting_ready"


def test_silence_frees_the_slot(start_server, empty_room):
    server = start_server(idle_s=0.5)
    with server.ready() as client:
        client.send(to_message(0.0, empty_room))
        receive(client)
        expect_refusal(client, 4408, "stopped coming")
        server.wait_until_free(2)


def test_a_pause_keeps_the_slot_but_not_for_ever(start_server):
    server = start_server(idle_s=0.5, pause_s=1.5)
    with server.ready() as client:
        for _ in range(6):
            time.sleep(0.2)
            client.send('{"type":"still_here"}')
        assert server.service.slots.taken == 1
        time.sleep(0.4)
        client.send('{"type":"still_here"}')
        expect_refusal(client, 4410, "pause was long")


def test_a_model_that_is_not_there_is_told(start_server):
    server = start_server(engine=Engine())
    with server.connect() as client:
        expect_refusal(client, 4503, "Reload the page")
    server.wait_until_free(2)


def test_an_exercise_of_the_pelvis_that_nothing_reads_is_told(start_server):
    server = start_server(engine=Engine())
    with server.connect(server.token(exercise="pelvic_tilt")) as client:
        expect_refusal(client, 4504, "choose another exercise")
    server.wait_until_free(2)


def test_an_engine_that_cannot_start_says_why(start_server, monkeypatch):
    def refuse(exercise):
        raise EngineUnavailable("A system library for the pose engine is missing.")

    server = start_server()
    monkeypatch.setattr(server.service, "open_engine", refuse)
    with server.connect() as client:
        expect_refusal(client, 4500, "system library")
    server.wait_until_free(2)


def test_a_defect_of_ours_is_told_calmly_and_frees_everything(start_server, monkeypatch):
    def fall_over(exercise):
        raise ZeroDivisionError

    server = start_server()
    monkeypatch.setattr(server.service, "open_engine", fall_over)
    with server.connect() as client:
        expect_refusal(client, 4500, "Start again")
    server.wait_until_free(2)


def test_many_connections_leave_nothing_behind(server, empty_room):
    process = psutil.Process()

    def play_once(rude):
        client = server.ready()
        for time_ms in (0.0, 40.0, 80.0):
            client.send(to_message(time_ms, empty_room))
            receive(client)
        if rude:
            client.socket.shutdown(socket.SHUT_RDWR)  # gone without a word
            client.close()
        else:
            client.close()
        server.wait_until_free(10)

    for _ in range(12):  # what is loaded once is loaded now, and the heap has its size
        play_once(rude=False)
    threads, handles, memory = process.num_threads(), process.num_fds(), process.memory_info().rss
    for turn in range(20):
        play_once(rude=turn % 2 == 1)
    time.sleep(0.5)
    assert process.num_threads() <= threads
    assert process.num_fds() <= handles
    # Twenty engines that were not freed would hold a gigabyte; the heap itself wavers by some megabytes.
    assert process.memory_info().rss - memory < 60e6


def ask_for(server, path, **headers):
    connection = HTTPConnection(server.host, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_a_sheet_is_served_once_and_then_only_asked_after(server):
    answer, content = ask_for(server, "/pictures/trunk_rotation_moving.webp")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert content[8:12] == b"WEBP"
    assert answer.headers["cache-control"] == "no-cache"  # kept, and asked after
    again, nothing = ask_for(
        server, "/pictures/trunk_rotation_moving.webp", **{"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status, nothing) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "../squat.toml",
        "..%2fsquat.toml",
        "%2e%2e/squat.toml",
        "..%5csquat.toml",
        "nobody.webp",
        "",
        "/etc/passwd",
    ],
)
def test_only_pictures_are_served(server, path):
    answer, content = ask_for(server, f"/pictures/{path}")
    assert answer.status == 404
    assert b"purpose" not in content
