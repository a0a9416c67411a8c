"""The command line: a file a command; `app` alone registers them."""
