"""Who may connect, and everything freed when a connection ends, however it ends."""

from __future__ import annotations

import logging
import mimetypes
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from exercises.catalogue import load_catalogue
from exercises.definition import Exercise
from exercises.pictures import FOLDER as PICTURES
from exercises.problems import ExerciseError
from language.catalogue import LanguageError, find_language
from live.connection import Connection
from live.problems import BadMessage, EngineUnavailable, LiveProblem, OriginUnknown, TokenOld
from live.protocol import dump, problem_message
from live.service import SERVICE, LiveService
from live.session import Finished, LiveSession, Session
from live.show_session import SHOW_VIEWS, ShowSession
from live.slots import Slot
from live.tokens import WHOLE_SESSION, Ticket
from live.worker import Worker
from wording import Words, in_english, say

ORIGINS_ENVIRONMENT_NAME = "BACKTALK_ALLOWED_ORIGINS"
SAMPLES = Path(__file__).parent.parent / "samples"

# Not every operating system knows it, and a browser takes what has no type for a text.
mimetypes.add_type("image/webp", ".webp")

_log = logging.getLogger(__name__)
_FINISHED = 1000
_ORIGIN = say(
    "The coach does not know the address of this page. Open it at the address it was started with; whoever "
    "runs it can add this address to {setting}.",
    setting=ORIGINS_ENVIRONMENT_NAME,
)
_NO_EXERCISE = "This exercise is not in the library any more. Reload the page and choose another one."
_NO_ORDER = "The coach was started anew. The page asks for your session again by itself."
_STOPPED = "The coach stopped unexpectedly. Start again; if it happens once more, restart the program."


def live_routes(service: LiveService = SERVICE, samples: Path = SAMPLES) -> list[BaseRoute]:
    """Give the routes of live sessions, sample clips and pictures of exercises, for `st.App`."""
    return [
        WebSocketRoute("/live/{token}", partial(serve, service)),
        Mount("/samples", StaticFiles(directory=samples, check_dir=False)),
        Mount("/pictures", Pictures(directory=PICTURES, check_dir=False)),
    ]


class Pictures(StaticFiles):
    """The pictures of the exercises: a browser keeps them, and asks each time whether they are the same."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        """Answer with a file, or that it has not changed; names that leave the folder find nothing."""
        response = super().file_response(*args, **options)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def serve(service: LiveService, websocket: WebSocket) -> None:
    """Serve one connection from the handshake to its end.

    What stops it is told in one message, then the connection is closed with that problem's own code.
    """
    await websocket.accept()
    words: Words = in_english
    try:
        _check_origin(websocket.headers.get("origin"), websocket.headers.get("host"))
        ticket = service.tokens.read(websocket.path_params["token"])
        words = _words_of(ticket)
        open_session = _opener(service, ticket, words)
        async with service.slots.take(ticket.session_id) as slot:
            summary = await _run(service, websocket, ticket, open_session, slot)
        await websocket.send_text(dump({"type": "summary", **summary.content(words)}))
        await websocket.close(_FINISHED)
    except WebSocketDisconnect:
        return
    except LiveProblem as problem:
        await _refuse(websocket, problem, words)
    except Exception:  # a defect of ours: the person hears of it, the log has it whole
        await _refuse(websocket, EngineUnavailable(_STOPPED), words)
        raise


async def _run(
    service: LiveService,
    websocket: WebSocket,
    ticket: Ticket,
    open_session: Callable[[], LiveSession],
    slot: Slot,
) -> Finished:
    """Hold the pose engine for as long as the connection lasts."""
    worker = Worker(open_session)
    finished = False
    try:
        await worker.open()
        connection = Connection(
            websocket,
            worker,
            replaced=slot.replaced,
            patience=service.patience,
            recall=partial(service.interrupted.take, ticket.session_id),
        )
        summary = await connection.run()
        finished = True
        service.keep(ticket.session_id, summary)
        return summary
    finally:
        await worker.close()
        interrupted = worker.session.interrupted if worker.is_open and not finished else None
        if interrupted is not None:
            service.interrupted.put(ticket.session_id, interrupted)


async def _refuse(websocket: WebSocket, problem: LiveProblem, words: Words) -> None:
    try:
        await websocket.send_text(problem_message(problem, words))
        await websocket.close(problem.code)
    except (WebSocketDisconnect, RuntimeError):
        return  # the browser had gone already


def _words_of(ticket: Ticket) -> Words:
    """Give the language that was chosen; English where its catalogue cannot be read, as the page says."""
    try:
        return find_language(ticket.language)
    except LanguageError as error:
        _log.warning("%s", error)
        return in_english


def _opener(service: LiveService, ticket: Ticket, words: Words) -> Callable[[], LiveSession]:
    """Give what opens the session that a ticket is for: an exercise, a movement that is shown, or several."""
    engine, asked = service.engine, ticket.exercise_id
    if asked in SHOW_VIEWS:
        return lambda: ShowSession(asked, engine.open_to_show(), engine.pelvis, words)
    if asked == WHOLE_SESSION:
        order = service.orders.look_up(ticket.session_id)
        if order is None:
            raise TokenOld(_NO_ORDER)
        return lambda: order.open(service.open_engine(*order.in_order), engine.pelvis, words)
    exercise = _find_exercise(asked)
    own = service.own_of(ticket.session_id, exercise.id)
    keeper = service.test_keepers.look_up(ticket.session_id)
    return lambda: Session(exercise, service.open_engine(exercise), engine.pelvis, own, words, keeper)


def _find_exercise(exercise_id: str) -> Exercise:
    try:
        return load_catalogue().find(exercise_id)
    except ExerciseError as error:
        raise BadMessage(_NO_EXERCISE) from error


def _check_origin(origin: str | None, host: str | None) -> None:
    """Let only pages of this server connect: any web page can open a WebSocket to this computer.

    Raises
    ------
    OriginUnknown
        If the page that asks is not one of ours.
    """
    allowed = {part.strip().rstrip("/") for part in os.environ.get(ORIGINS_ENVIRONMENT_NAME, "").split(",")}
    if origin and host and (urlsplit(origin).netloc == host or origin in allowed):
        return
    _log.warning("a connection from origin %r to host %r was refused", origin, host)
    raise OriginUnknown(_ORIGIN)
