"""What the tests stand on: a scripted server, the real command line, a real terminal."""
