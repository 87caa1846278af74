"""A proxy in front of a broker that can stop to forward: a broker, or a part of it, that hangs with its connections open."""

import socket
import struct
import threading

#: Kafka's number of the request that reads records.
FETCH = 1


class Proxy:
    """Clients that are given its address stay with it: in what the broker says of itself, its port is replaced."""

    def __init__(self, broker, topic):
        """`topic`: connections that read it are those that `hang("fetches")` is about."""
        self.topic = topic.encode()
        host, port = broker.address.rsplit(":", 1)
        self.target = (host, int(port))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        # In front of a port stands the host, as Kafka writes text.
        name = struct.pack(">h", len(host)) + host.encode()
        compact = bytes([len(host) + 1]) + host.encode()
        self.replaced = [
            (form + struct.pack(">i", int(port)), form + struct.pack(">i", self.port)) for form in (name, compact)
        ]
        #: None, or which connections hang: "all", or "fetches" (those that read the topic).
        self.hanging = None
        self.changed = threading.Condition()
        self.is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self, what):
        with self.changed:
            self.hanging = what
            self.changed.notify_all()

    def go_on(self):
        self.hang(None)

    def stop(self):
        self.is_open = False
        self.go_on()
        self.listener.close()

    def _accept(self):
        while self.is_open:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            connection = _Connection(client, socket.create_connection(self.target))
            threading.Thread(target=self._requests, args=[connection], daemon=True).start()
            threading.Thread(target=self._answers, args=[connection], daemon=True).start()

    def _wait(self, connection):
        def may_pass():
            return self.hanging is None or (self.hanging == "fetches" and not connection.fetches)

        with self.changed:
            self.changed.wait_for(may_pass)

    def _requests(self, connection):
        while data := _received(connection.client):
            # A request comes in one piece, or in several of which the first says what it is.
            if len(data) >= 6 and struct.unpack(">h", data[4:6])[0] == FETCH and self.topic in data:
                connection.fetches = True
            self._wait(connection)
            _send(connection.broker, data)
        connection.close()

    def _answers(self, connection):
        while data := _received(connection.broker):
            self._wait(connection)
            for old, new in self.replaced:
                data = data.replace(old, new)
            _send(connection.client, data)
        connection.close()


class _Connection:
    def __init__(self, client, broker):
        self.client, self.broker, self.fetches = client, broker, False

    def close(self):
        for end in (self.client, self.broker):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def _received(end):
    try:
        return end.recv(1 << 16)
    except OSError:
        return b""


def _send(end, data):
    try:
        end.sendall(data)
    except OSError:
        pass
