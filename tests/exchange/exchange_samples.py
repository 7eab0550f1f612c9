"""What the tests of the exchange share: receivers on this machine that keep what they get and answer as they are told,
and directives with tasks."""

import socketserver
import threading
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pipeline.model import Evidence, Head, Limit, Party, Task
from pipeline.store.clock import now, today

SECRET = "bi-mat-cua-hai-ben-2026"


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class Receiver(ThreadingHTTPServer):
    """Keeps requests; ``answers`` are the codes of the next answers, afterwards 204."""

    def __init__(self):
        self.got, self.answers, self.before_answer = [], [], lambda: None

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.server.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                self.server.before_answer()
                code = self.server.answers.pop(0) if self.server.answers else 204
                self.send_response(code)
                if 300 <= code < 400:
                    self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/khac")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self):
                self.server.got.append((self.path, {}, b""))
                self.send_error(404)

            def log_message(self, *told):
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/chidao"


class _Talk(socketserver.StreamRequestHandler):
    """One conversation in SMTP."""

    def answer(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.answer("220 thu")
        to = []
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            verb = line.split(" ")[0].upper()
            answers = {"EHLO": "250-thu\r\n250 AUTH PLAIN", "AUTH": "535 sai" if self.server.users else "235 ok", "QUIT": "221 bye"}
            if verb == "RCPT":
                to.append(line.partition("<")[2].partition(">")[0])
            if verb == "DATA":
                self.data(to)
            else:
                self.answer(answers.get(verb, "250 ok"))

    def data(self, to):
        if self.server.refusals:
            self.answer(self.server.refusals.pop(0))
            return
        self.answer("354 go")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.mails.append((to, b"".join(lines)))
        self.answer("250 ok")


class Post(socketserver.ThreadingTCPServer):
    """A mail server as small as it can be: keeps mails; ``refusals`` are the answers to the next DATA."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        self.mails, self.refusals, self.users = [], [], {}
        super().__init__(("127.0.0.1", 0), _Talk)

    @property
    def port(self):
        return self.server_address[1]


HEAD = Head("07/CT-UBND", "chỉ thị", "UBND tỉnh Lào Cai", "Lào Cai", date(2026, 3, 5), "phòng cháy rừng")


def task(id, days, text="Rà soát phương án <b>chữa cháy</b>", lead="Sở Y tế tỉnh Lào Cai", support=()):
    limits = (Limit("trước hạn", "DATE", due=today() + timedelta(days=days)),) if days is not None else ()
    parties = tuple(Party(name, name, "tinh-lao-cai.so-y-te" if "Y tế" in name else None) for name in (lead, *support))
    return Task(id, "1", text, "obligation", parties[:1], parties[1:], limits, None, Evidence(1, 0, len(text)), 0.9)


def later(monkeypatch, **by):
    """Lets the store believe that so much time has gone by."""
    moment = now() + timedelta(**by)
    monkeypatch.setattr("pipeline.store.noticing.now", lambda: moment)
