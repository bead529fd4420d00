"""Running: sockets, workers, TLS, HTTP connections, the server's own log, and what is announced at the start."""
