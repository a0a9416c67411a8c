"""What is handed out: built, looked at, installed in a new environment and used away from the checkout."""
